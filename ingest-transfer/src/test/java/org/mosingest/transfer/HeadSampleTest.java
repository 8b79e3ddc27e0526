package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What servers are asked, and what their answers are taken for. */
@Timeout(180)
final class HeadSampleTest {

  private static final String TAG = "ETag: \"v1\"";

  private FaultServer server;

  @BeforeEach
  void open() throws Exception {
    server = FaultServer.start();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private List<HeadAnswer> ask(String... paths) throws InterruptedException {
    TransferSettings settings =
        TransferSettings.standard("test")
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new HeadSample(settings, Duration.ofSeconds(10))
        .of(
            List.of(paths).stream()
                .map(path -> (ClipUrl) ClipUrl.parse(server.url(path)))
                .toList());
  }

  private HeadAnswer.Answered one(String path) throws InterruptedException {
    return (HeadAnswer.Answered) ask(path).getFirst();
  }

  /** A head as for a clip of 1000 bytes, and no body, as a HEAD has it. */
  private static FaultServer.Script clip(String... fields) {
    return (request, socket) -> {
      List<String> all = new java.util.ArrayList<>(List.of(fields));
      all.add("Content-Length: 1000");
      Replies.head(socket, 200, all);
    };
  }

  @Test
  void asksWithoutABodyAndTellsWhetherACutDownloadCouldGoOn() throws Exception {
    server
        .on("/good", clip(TAG, "Accept-Ranges: bytes", "Date: Mon, 02 Mar 2026 10:00:00 GMT"))
        .on("/weak", clip("ETag: W/\"v1\"", "Accept-Ranges: bytes"))
        .on("/whole", clip(TAG));

    HeadAnswer.Answered good = one("/good");

    assertThat(server.requests("/good"))
        .extracting(FaultServer.Request::method)
        .containsExactly("HEAD");
    assertThat(good.status()).isEqualTo(200);
    assertThat(good.length()).hasValue(1000);
    assertThat(good.canContinue()).isTrue();
    assertThat(good.date()).hasValue(java.time.Instant.parse("2026-03-02T10:00:00Z"));
    assertThat(one("/weak").canContinue()).isFalse();
    assertThat(one("/whole").canContinue()).isFalse();
  }

  @Test
  void followsRedirectsAndTellsTheLastAnswer() throws Exception {
    server.on("/from", Replies.status(302, "Location: /to")).on("/to", clip(TAG));

    assertThat(one("/from").length()).hasValue(1000);
    assertThat(one("/gone").status()).isEqualTo(404);
    assertThat(one("/gone").isThere()).isFalse();
  }

  @Test
  void asksForTheFirstByteWhereAServerKnowsNoHeads() throws Exception {
    server.on(
        "/clip",
        Replies.status(405),
        (request, socket) -> {
          Replies.head(
              socket, 206, List.of(TAG, "Content-Range: bytes 0-0/1000", "Content-Length: 1"));
          socket.getOutputStream().write('x');
        });

    HeadAnswer.Answered answer = one("/clip");

    assertThat(server.requests("/clip"))
        .extracting(FaultServer.Request::method)
        .containsExactly("HEAD", "GET");
    assertThat(server.requests("/clip").getLast().header("Range")).hasValue("bytes=0-0");
    assertThat(answer.length()).hasValue(1000);
    assertThat(answer.canContinue()).isTrue();
  }

  @Test
  void doesNotAskAHostAgainThatWasSilentTwice() throws Exception {
    List.of("/1", "/2", "/3", "/4").forEach(path -> server.on(path, Replies.reset()));

    List<HeadAnswer> answers = ask("/1", "/2", "/3", "/4");

    assertThat(answers).hasSize(4).allMatch(HeadAnswer.Silent.class::isInstance);
    assertThat(((HeadAnswer.Silent) answers.getFirst()).reason()).startsWith("reset");
    assertThat(server.requests("/3")).isEmpty();
    assertThat(server.requests("/4")).isEmpty();
  }
}
