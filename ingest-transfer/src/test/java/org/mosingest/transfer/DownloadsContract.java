package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.AttemptOutcome.Retry;
import org.mosingest.transfer.reach.Reach;

/** What every engine must do. */
abstract class DownloadsContract extends DownloadTestBase {

  private static final byte[] CLIP = clip(50_000);

  /** How the engine writes the reason of an HTTP status. */
  abstract String httpReason(int status);

  @Test
  void bringsAClipWholeAndHashed() throws Exception {
    server.on("/a", Replies.body(CLIP));
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(meter.received).hasValue(CLIP.length);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void createsTheClipsFolderAndReplacesNothingElse() throws Exception {
    server.on("/a", Replies.body(CLIP));
    Path target = folder.resolve("x/y/a.mp4");
    assertFetched(
        attempt(downloads.begin(url(server.url("/a")), target, POLICY, meter)), CLIP, target);
  }

  @Test
  void bringsAClipInChunks() throws Exception {
    server.on("/a", Replies.chunked(CLIP, -1));
    assertFetched(attempt(begin("/a")), CLIP);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 418, 451, 416})
  void failsAtOnceWhereNoAttemptCanHelp(int status) throws Exception {
    server.on("/a", Replies.status(status));
    assertFailed(attempt(begin("/a")), httpReason(status));
    assertThat(server.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {425, 429, 500, 502, 503, 504})
  void triesAgainWhereTheServerMayRecover(int status) throws Exception {
    server.on("/a", Replies.status(status), Replies.body(CLIP));
    ClipDownload download = begin("/a");
    Retry retry = assertRetry(attempt(download), httpReason(status));
    assertThat(retry.hostReached()).isTrue();
    assertFetched(attempt(download), CLIP);
  }

  @Test
  void givesUpAfterTheLastRetry() throws Exception {
    server.on("/a", Replies.status(503));
    assertFailed(settle(begin("/a")), httpReason(503));
    assertThat(server.requests()).hasSize(POLICY.retries() + 1);
  }

  @Test
  void forgivenFaultsDoNotCount() throws Exception {
    server.on("/a", Replies.status(503));
    ClipDownload download = begin("/a");
    for (int i = 0; i < 10; i++) {
      assertRetry(attempt(download), httpReason(503));
      download.forgive();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirects(int status) throws Exception {
    server.on("/a", Replies.status(status, "Location: /b?x=1")).on("/b?x=1", Replies.body(CLIP));
    assertFetched(attempt(begin("/a")), CLIP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"})
  void followsNoRedirectToAnotherScheme(String location) throws Exception {
    server.on("/a", Replies.status(302, "Location: " + location));
    assertThat(attempt(begin("/a"))).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(target()).doesNotExist();
  }

  @Test
  void endsARedirectLoop() throws Exception {
    server.on("/a", Replies.status(302, "Location: /a"));
    assertThat(attempt(begin("/a"))).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(server.requests().size()).isLessThanOrEqualTo(11);
  }

  @ParameterizedTest
  @CsvSource({
    "'<!DOCTYPE html><html><body>Sign in</body></html>', an HTML page",
    "'\uFEFF  <html>', an HTML page",
    "'<?xml version=\"1.0\"?><Error/>', an XML document",
    "'<Error><Code>AccessDenied</Code></Error>', an XML document",
    "'{\"error\": \"gone\"}', a JSON document",
    "'#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd', a playlist",
    "'ffconcat version 1.0', a playlist",
    "'Not found, sorry.', text",
    "'GIF89a..', a picture"
  })
  void refusesWhatIsNoVideo(String body, String what) throws Exception {
    server.on("/a", Replies.body(body.getBytes(UTF_8), "Content-Type: video/mp4"));
    assertFailed(attempt(begin("/a")), "not-a-video: " + what);
    assertThat(part()).doesNotExist();
  }

  @Test
  void takesAVideoWhateverItsContentType() throws Exception {
    server.on("/a", Replies.body(CLIP, "Content-Type: text/html"));
    assertFetched(attempt(begin("/a")), CLIP);
  }

  @Test
  void takesAClipOfAFewBytes() throws Exception {
    byte[] tiny = {0, 0, 1, (byte) 0xba};
    server.on("/a", Replies.body(tiny));
    assertFetched(attempt(begin("/a")), tiny);
  }

  @Test
  void neverTakesATruncatedBody() throws Exception {
    server.on("/a", Replies.file(CLIP).withoutRanges().cutAfter(20_000));
    assertThat(settle(begin("/a"))).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(target()).doesNotExist();
    assertThat(part()).doesNotExist();
  }

  @Test
  void neverTakesATruncatedChunkedBody() throws Exception {
    server.on("/a", Replies.chunked(CLIP, 20_000));
    assertThat(settle(begin("/a"))).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(target()).doesNotExist();
  }

  @Test
  void recoversFromATruncatedBodyWithoutValidator() throws Exception {
    server.on("/a", Replies.file(CLIP).cutAfter(20_000), Replies.file(CLIP));
    assertFetched(settle(begin("/a")), CLIP);
    assertThat(server.requests().getLast().header("Range")).isEmpty();
  }

  @Test
  void refusesABodyLongerThanAllowed() throws Exception {
    downloads.close();
    downloads = engine(settings().withMaxClipBytes(10_000));
    server.on("/a", Replies.body(CLIP));
    assertThat(attempt(begin("/a"))).isInstanceOf(AttemptOutcome.Failed.class);
    assertThat(part()).doesNotExist();
    assertThat(target()).doesNotExist();
  }

  @Test
  void aRefusedConnectionHintsAtOurOwnNetwork() throws Exception {
    ClipDownload download =
        downloads.begin(url("http://127.0.0.1:" + deadPort() + "/a"), target(), POLICY, meter);
    assertThat(((Retry) attempt(download)).hostReached()).isFalse();
  }

  @Test
  void anUnknownHostHintsAtOurOwnNetwork() throws Exception {
    ClipDownload download =
        downloads.begin(url("http://no-such-host.invalid/a"), target(), POLICY, meter);
    assertThat(((Retry) attempt(download)).hostReached()).isFalse();
  }

  /** A server that sets a cookie and redirects to itself, as sharing sites do. */
  @Test
  void cookiesAreKeptForOneClipsHops() throws Exception {
    FaultServer.Script gate =
        (request, socket) -> {
          boolean known = request.header("Cookie").filter(c -> c.contains("pass=1")).isPresent();
          (known
                  ? Replies.file(CLIP)
                  : Replies.status(302, "Location: /a", "Set-Cookie: pass=1; Path=/; HttpOnly"))
              .answer(request, socket);
        };
    server.on("/a", gate);
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests()).hasSize(2);
    Files.delete(target());
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests()).as("no other download has them").hasSize(4);
  }

  @Test
  void aCookieForAnotherHostIsSentToNobody() throws Exception {
    server.on(
        "/a",
        Replies.status(
            302, "Location: /b", "Set-Cookie: x=1; Domain=elsewhere.example", "Set-Cookie: y=2"));
    server.on("/b", Replies.file(CLIP));
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(server.requests("/b").getFirst().header("Cookie")).contains("y=2");
  }

  @Test
  void anAttemptsTimeIsBounded() throws Exception {
    server.on("/a", (request, socket) -> server.stall());
    DownloadPolicy hasty = new DownloadPolicy(Duration.ofMillis(200), 2, retry -> Duration.ZERO);
    Retry retry = (Retry) attempt(begin("/a", hasty));
    assertThat(retry.reason().text()).containsAnyOf("timeout", "curl-rc=28");
  }

  @Test
  void anInterruptEndsAnAttemptAtOnce() throws Exception {
    CountDownLatch inBody = new CountDownLatch(1);
    server.on("/a", stalling(inBody));
    startPatientEngine(settings());
    ClipDownload download = begin("/a", PATIENT);
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofVirtual().start(() -> end.set(outcomeOf(download)));
    inBody.await();
    assertPrompt(thread, thread::interrupt);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(target()).doesNotExist();
  }

  @Test
  void aCancelEndsAnAttemptOnAPlatformThreadAtOnce() throws Exception {
    CountDownLatch inBody = new CountDownLatch(1);
    server.on("/a", stalling(inBody));
    startPatientEngine(settings());
    ClipDownload download = begin("/a", PATIENT);
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofPlatform().start(() -> end.set(outcomeOf(download)));
    inBody.await();
    assertPrompt(thread, download::cancel);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> attempt(download)).isInstanceOf(InterruptedException.class);
  }

  @Test
  void anInterruptedThreadBeginsNothing() {
    ClipDownload download = begin("/a");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> attempt(download)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeIsTheMachinesFault() throws Exception {
    server.on("/a", Replies.body(CLIP));
    Path file = Files.writeString(folder.resolve("file"), "x");
    ClipDownload download =
        downloads.begin(url(server.url("/a")), file.resolve("a.mp4"), POLICY, meter);
    assertThatThrownBy(() -> attempt(download))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot create folder " + file)
        .hasMessageContaining("start the run again");
  }

  @Test
  void aTargetThatCannotBeReplacedIsTheMachinesFault() throws Exception {
    server.on("/a", Replies.body(CLIP));
    Files.createDirectories(target().resolve("in-the-way"));
    ClipDownload download = begin("/a");
    assertThatThrownBy(() -> attempt(download))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("cannot rename to its final name " + part());
  }

  @Test
  void longNamesWork() throws Exception {
    server.on("/a", Replies.body(CLIP));
    for (int length : new int[] {241, 242, 255}) {
      Path target = folder.resolve("x".repeat(length - 4) + ".mp4");
      assertFetched(
          attempt(downloads.begin(url(server.url("/a")), target, POLICY, meter)), CLIP, target);
    }
  }

  @Test
  void aSpaceInAUrlIsEncodedAndBracesAreNoPattern() throws Exception {
    server
        .on("/a%20b/%7B1,2%7D[3].mp4", Replies.body(CLIP))
        .on("/a%20b/{1,2}[3].mp4", Replies.body(CLIP));
    assertFetched(attempt(begin("/a b/{1,2}[3].mp4")), CLIP);
    assertThat(server.requests()).hasSize(1);
  }

  private FaultServer.Script stalling(CountDownLatch inBody) {
    return (request, socket) -> {
      Replies.head(
          socket, 200, java.util.List.of("Content-Length: " + CLIP.length, "ETag: \"v1\""));
      socket.getOutputStream().write(Arrays.copyOf(CLIP, 20_000));
      socket.getOutputStream().flush();
      inBody.countDown();
      server.stall();
    };
  }

  private static void assertPrompt(Thread thread, Runnable stop) throws InterruptedException {
    stop.run();
    // Neither a stall nor the attempt's time would end it so soon.
    assertThat(thread.join(PATIENT.attemptTimeout().dividedBy(2))).isTrue();
  }

  /** As one that takes no connection: a first byte may be waited for much longer. */
  @Test
  void aPeerThatIsSilentWhereTlsOrATunnelWasToBeginEndsTheAttempt() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String peer = "127.0.0.1:" + silent.getLocalPort();
      Reach tunnelled =
          Reach.of(
              Map.of(),
              Optional.of("http://" + peer),
              Optional.empty(),
              List.of(),
              Optional.empty(),
              List.of(),
              false);
      for (Reach reach : List.of(Reach.direct(), tunnelled)) {
        downloads.close();
        downloads =
            engine(
                settings()
                    .withTimeouts(Duration.ofMillis(500), PATIENT.attemptTimeout())
                    .withReach(reach));
        String url = reach.equals(tunnelled) ? "https://far.example/a" : "https://" + peer + "/a";
        assertRetry(attempt(downloads.begin(url(url), target(), PATIENT, meter)), "");
      }
    }
  }
}
