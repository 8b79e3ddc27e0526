package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;

/** What servers are asked, and what their answers are taken for. */
@Timeout(180)
final class HeadSampleTest {

  private static final byte[] CLIP = DownloadTestBase.clip(1000);
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

  private List<HeadAnswer> ask(String... paths) throws Exception {
    TransferSettings settings =
        TransferSettings.standard("test")
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
    return new HeadSample(settings, Duration.ofSeconds(10), Pages.NONE)
        .of(
            List.of(paths).stream()
                .map(path -> (ClipUrl) ClipUrl.parse(server.url(path)))
                .toList());
  }

  private HeadAnswer.Answered one(String path) throws Exception {
    return (HeadAnswer.Answered) ask(path).getFirst();
  }

  /** A clip of 1000 bytes, of which the first are sent. */
  private static FaultServer.Script clip(String... fields) {
    return (request, socket) -> {
      List<String> all = new java.util.ArrayList<>(List.of(fields));
      byte[] first = Arrays.copyOf(CLIP, BodySniffer.WANTED);
      all.add("Content-Range: bytes 0-" + (first.length - 1) + "/" + CLIP.length);
      all.add("Content-Length: " + first.length);
      Replies.head(socket, 206, all);
      socket.getOutputStream().write(first);
    };
  }

  @Test
  void asksForTheFirstBytesAndTellsWhetherACutDownloadCouldGoOn() throws Exception {
    server
        .on("/good", clip(TAG, "Accept-Ranges: bytes", "Date: Mon, 02 Mar 2026 10:00:00 GMT"))
        .on("/weak", clip("ETag: W/\"v1\"", "Accept-Ranges: bytes"))
        .on("/whole", Replies.file(CLIP, TAG).withoutRanges());

    HeadAnswer.Answered good = one("/good");

    assertThat(server.requests("/good"))
        .extracting(FaultServer.Request::method)
        .containsExactly("GET");
    assertThat(server.requests("/good").getFirst().header("Range"))
        .hasValue("bytes=0-" + (BodySniffer.WANTED - 1));
    assertThat(good.status()).isEqualTo(206);
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
  void whatIsNoClipIsToldAsARunWould() throws Exception {
    server
        .on("/page", Replies.body("<!DOCTYPE html><html>Sign in</html>".getBytes(UTF_8)))
        .on("/coded", Replies.body(CLIP, "Content-Encoding: gzip"))
        .on("/empty", Replies.status(416), Replies.status(200, "Content-Length: 0"))
        .on("/busy", Replies.status(429));

    assertThat(ask("/page", "/coded", "/empty"))
        .extracting(answer -> ((HeadAnswer.NoClip) answer).reason())
        .satisfiesExactly(
            page -> assertThat(page).isEqualTo("not-a-video: an HTML page"),
            coded -> assertThat(coded).startsWith("bad-encoding"),
            empty -> assertThat(empty).startsWith("empty-body"));
    assertThat(one("/busy").isLater()).isTrue();
  }

  /** What is signed for GET is refused to every other method. */
  @Test
  void aUrlThatIsSignedForGetIsThere() throws Exception {
    server.on(
        "/signed?sig=1",
        (request, socket) ->
            (request.method().equals("GET") ? clip(TAG) : Replies.status(403))
                .answer(request, socket));
    assertThat(one("/signed?sig=1").canContinue()).isTrue();
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
