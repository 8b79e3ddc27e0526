package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * What the native engine promises beyond the contract, and how it names faults. Resuming has {@link
 * ResumeTest}.
 */
final class OkHttpDownloadsTest extends DownloadsContract {

  private static final byte[] CLIP = clip(100_000);

  @Override
  Downloads engine(TransferSettings settings) {
    return Downloads.overOkHttp(settings);
  }

  @Override
  String httpReason(int status) {
    return "http-" + status;
  }

  /** Some servers make a clip when it is asked for. */
  @Test
  void aLongerAttemptWaitsLongerForTheFirstByte() throws Exception {
    server.on(
        "/a",
        (request, socket) -> {
          boolean _ = new CountDownLatch(1).await(500, TimeUnit.MILLISECONDS);
          Replies.file(CLIP).answer(request, socket);
        });
    downloads.close();
    downloads = engine(settings().withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(200)));
    assertRetry(attempt(begin("/a")), "timeout: no byte for 200 ms");
    DownloadPolicy patient = new DownloadPolicy(Duration.ofHours(2), 0, retry -> Duration.ZERO);
    assertFetched(attempt(begin("/a", patient)), CLIP);
  }

  @Test
  void saysWhoItIsAndWantsNoCoding() throws Exception {
    server.on("/a", Replies.body(CLIP));
    assertFetched(attempt(begin("/a")), CLIP);
    FaultServer.Request request = server.requests().getFirst();
    assertThat(request.header("User-Agent")).contains("mos-ingest/test");
    assertThat(request.header("Accept-Encoding")).contains("identity");
    assertThat(request.header("Range")).isEmpty();
    assertThat(request.header("Authorization")).isEmpty();
  }

  @Test
  void tellsOfEachAttemptHowItEnded() throws Exception {
    List<AttemptOutcome> told = new ArrayList<>();
    server.on("/a", Replies.status(503), Replies.body(CLIP));
    ClipDownload download =
        downloads
            .telling(
                (outcome, took) -> {
                  assertThat(took).isPositive();
                  told.add(outcome);
                })
            .begin(url(server.url("/a")), target(), POLICY, meter);
    AttemptOutcome last = settle(download);
    assertFetched(last, CLIP);
    assertThat(told).hasSize(2).last().isSameAs(last);
    assertRetry(told.getFirst(), "http-503");
  }

  @Test
  void refusesACodedBody() throws Exception {
    server.on("/a", Replies.body(CLIP, "Content-Encoding: gzip"));
    assertFailed(attempt(begin("/a")), "bad-encoding: the server sends gzip");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 205})
  void anEmptyBodyIsNoClip(int status) throws Exception {
    server.on("/a", Replies.status(status));
    assertFailed(attempt(begin("/a")), "empty-body");
  }

  @Test
  void namesFaults() throws Exception {
    server
        .on("/reset", Replies.reset())
        .on("/hang-up", Replies.raw(new byte[0]))
        .on(
            "/garbage",
            Replies.raw("SSH-2.0-x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
        .on("/stall", Replies.file(CLIP).stallAfter(20_000))
        .on("/silent", (request, socket) -> server.stall())
        .on("/cut", Replies.file(CLIP).cutAfter(20_000))
        .on("/cut-early", Replies.file(CLIP).cutAfter(3))
        .on("/cut-chunks", Replies.chunked(CLIP, 20_000))
        .on("/part-unasked", Replies.raw(partUnasked()));
    assertThat(assertRetry(attempt(begin("/reset")), "reset: ").hostReached()).isTrue();
    assertRetry(attempt(begin("/hang-up")), "reset: ");
    assertRetry(attempt(begin("/garbage")), "protocol: ");
    assertThat(assertRetry(attempt(begin("/stall")), "timeout: no byte for 400 ms").hostReached())
        .isTrue();
    assertRetry(attempt(begin("/silent")), "timeout: no byte for 400 ms");
    assertRetry(attempt(begin("/cut")), "truncated: ");
    assertRetry(attempt(begin("/cut-early")), "truncated: ");
    assertRetry(attempt(begin("/cut-chunks")), "truncated: ");
    assertRetry(attempt(begin("/part-unasked")), "protocol: a part of the clip");
    String dead = "http://127.0.0.1:" + deadPort() + "/a";
    assertRetry(attempt(downloads.begin(url(dead), target(), POLICY, meter)), "connect: ");
    String unknown = "http://no-such-host.invalid/a";
    assertRetry(attempt(downloads.begin(url(unknown), target(), POLICY, meter)), "dns: ");
    String noTls = "https://127.0.0.1:" + server.port() + "/a";
    assertRetry(attempt(downloads.begin(url(noTls), target(), POLICY, meter)), "");
  }

  private static byte[] partUnasked() {
    return "HTTP/1.1 206 x\r\nContent-Range: bytes 5-9/10\r\nContent-Length: 5\r\n\r\n12345"
        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  @Test
  void aTrickleIsBoundedByTheAttemptsTime() throws Exception {
    server.on(
        "/a",
        (request, socket) -> {
          Replies.head(socket, 200, List.of("Content-Length: " + CLIP.length, "ETag: \"1\""));
          for (int i = 0; ; i++) {
            socket.getOutputStream().write(CLIP, i * 100, 100);
            // A trickle that never stalls: the server's own pace, not a wait for a condition.
            new CountDownLatch(1).await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
        });
    DownloadPolicy hasty = new DownloadPolicy(Duration.ofMillis(600), 2, retry -> Duration.ZERO);
    assertRetry(attempt(begin("/a", hasty)), "timeout: not done within 600 ms");
    assertThat(part()).exists();
  }

  @Test
  void obeysRetryAfterInSeconds() throws Exception {
    server.on("/a", Replies.status(503, "Retry-After: 7"), Replies.status(429, "Retry-After: 0"));
    ClipDownload download = begin("/a");
    assertThat(assertRetry(attempt(download), "http-503").after()).isEqualTo(Duration.ofSeconds(7));
    assertThat(assertRetry(attempt(download), "http-429").after()).isZero();
  }

  @Test
  void obeysRetryAfterAsADateByTheServersClock() throws Exception {
    Instant itsNow = Instant.parse("2001-02-03T04:05:06Z");
    server.on(
        "/a",
        Replies.status(
            503, "Date: " + httpDate(itsNow), "Retry-After: " + httpDate(itsNow.plusSeconds(90))));
    assertThat(assertRetry(attempt(begin("/a")), "http-503").after())
        .isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void doesNotWaitForHours() throws Exception {
    server.on("/a", Replies.status(503, "Retry-After: 86400"));
    assertFailed(attempt(begin("/a")), "http-503: the server asks to wait 86400 s");
  }

  @Test
  void delaysGrowInARowAndStartOverAfterProgress() throws Exception {
    List<Integer> asked = new ArrayList<>();
    DownloadPolicy policy =
        new DownloadPolicy(
            Duration.ofSeconds(5),
            3,
            retry -> {
              asked.add(retry);
              return Duration.ZERO;
            });
    server.on(
        "/a",
        Replies.status(500),
        Replies.status(500),
        Replies.file(CLIP, "ETag: \"1\"").cutAfter(10_000),
        Replies.status(500),
        Replies.status(500),
        Replies.file(CLIP, "ETag: \"1\"").cutAfter(10_000),
        Replies.status(500),
        Replies.file(CLIP, "ETag: \"1\""));
    assertFetched(settle(begin("/a", policy)), CLIP);
    assertThat(asked).containsExactly(1, 2, 1, 1, 2, 1, 1);
  }

  @Test
  void movesItsSlotWithARedirectToAnotherHost() throws Exception {
    server
        .on("/a", Replies.status(302, "Location: " + server.urlByName("/b")))
        .on("/b", Replies.status(302, "Location: " + server.urlByName("/c")))
        .on("/c", Replies.status(302, "Location: " + server.url("/d")))
        .on("/d", Replies.body(CLIP));
    assertFetched(attempt(begin("/a")), CLIP);
    assertThat(moves).containsExactly("localhost", "127.0.0.1");
  }

  @Test
  void namesBadRedirects() throws Exception {
    server
        .on("/self", Replies.status(302, "Location: /self"))
        .on("/ping", Replies.status(302, "Location: /pong#x"))
        .on("/pong", Replies.status(302, "Location: /ping"))
        .on("/file", Replies.status(302, "Location: file:///etc/passwd"))
        .on("/nowhere", Replies.status(302));
    for (int i = 0; i < 12; i++) {
      server.on("/hop" + i, Replies.status(302, "Location: /hop" + (i + 1)));
    }
    assertFailed(attempt(begin("/self")), "redirect-loop: ");
    assertFailed(attempt(begin("/ping")), "redirect-loop: ");
    assertFailed(attempt(begin("/hop0")), "redirect-loop: more than 10");
    assertFailed(attempt(begin("/file")), "bad-url: redirect to file:///etc/passwd");
    assertFailed(attempt(begin("/nowhere")), "http-302: a redirect without Location");
    server.on("/hop10", Replies.body(CLIP));
    assertFetched(attempt(begin("/hop0")), CLIP);
  }

  @Test
  void sendsCredentialsToTheirHostOnly() throws Exception {
    server
        .on("/a", Replies.status(302, "Location: " + server.urlByName("/b")))
        .on("/b", Replies.body(CLIP));
    String withPassword = server.url("/a").replace("http://", "http://me:secret@");
    assertFetched(attempt(downloads.begin(url(withPassword), target(), POLICY, meter)), CLIP);
    assertThat(server.requests("/a").getFirst().header("Authorization"))
        .contains("Basic bWU6c2VjcmV0");
    assertThat(server.requests("/b").getFirst().header("Authorization")).isEmpty();
    assertThat(url(withPassword)).hasToString(server.url("/a"));
  }

  @Test
  void theRateHoldsOverAllDownloadsTogether() throws Exception {
    downloads.close();
    downloads = engine(settings().withLimitRate(200_000));
    server.on("/a", Replies.body(CLIP));
    long before = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ClipDownload download =
          downloads.begin(url(server.url("/a")), folder.resolve(i + ".mp4"), POLICY, meter);
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      download.attempt(host -> {});
                    } catch (InterruptedException | MachineFaultException e) {
                      throw new AssertionError(e);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(meter.received).hasValue(3L * CLIP.length);
    // 300 000 bytes at 200 000 a second; the limiter lets the first bytes through at once.
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(1200));
  }

  @Test
  void aRateThatIsLoweredAndRaisedIsObeyedInMidDownload() throws Exception {
    byte[] clip = Arrays.copyOf(CLIP, 40 << 20);
    server.on("/a", Replies.body(clip, "ETag: \"1\""));
    startPatientEngine(settings().withLimitRate(1 << 20));
    ClipDownload download = downloads.begin(url(server.url("/a")), target(), PATIENT, meter);
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofVirtual().start(() -> end.set(outcomeOf(download)));
    while (meter.received.get() == 0) {
      Thread.onSpinWait();
    }

    downloads.limitRate(OptionalLong.of(1000));
    long from = System.nanoTime();
    long before = meter.received.get();
    assertThat(thread.join(Duration.ofSeconds(2))).isFalse();
    long came = meter.received.get() - before;
    double seconds = (double) (System.nanoTime() - from) / 1e9;
    // What was being read when the rate changed comes, too.
    assertThat((double) came).isLessThanOrEqualTo(1000 * seconds + 2 * RateGate.CHUNK);

    downloads.limitRate(OptionalLong.empty());
    // At a thousand bytes a second it would take half a day.
    assertThat(thread.join(PATIENT.attemptTimeout())).isTrue();
    assertThat(end.get()).isInstanceOf(AttemptOutcome.Fetched.class);
    assertThat(target()).hasBinaryContent(clip);
  }

  @Test
  void aDownloadThatWaitsForTheRateCanBeInterrupted() throws Exception {
    startPatientEngine(settings().withLimitRate(100));
    CountDownLatch begun = new CountDownLatch(1);
    server.on("/a", Replies.body(CLIP, "ETag: \"1\""));
    TransferMeter first =
        new TransferMeter() {
          @Override
          public void received(long bytes) {
            begun.countDown();
          }

          @Override
          public void resumed(long bytes) {}
        };
    ClipDownload download = downloads.begin(url(server.url("/a")), target(), PATIENT, first);
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread = Thread.ofVirtual().start(() -> end.set(outcomeOf(download)));
    begun.await();
    thread.interrupt();
    // At this rate the clip takes a quarter of an hour.
    assertThat(thread.join(PATIENT.attemptTimeout().dividedBy(2))).isTrue();
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(part()).exists();
  }

  @Test
  void anUnframedBodyIsTakenUnlessItsMp4IsCut() throws Exception {
    byte[] whole = new byte[3000];
    whole[2] = 2;
    whole[4] = 'f';
    whole[5] = 't';
    whole[6] = 'y';
    whole[7] = 'p';
    whole[514] = 9;
    whole[515] = (byte) 0xb8;
    byte[] head = "HTTP/1.0 200 OK\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] reply = Arrays.copyOf(head, head.length + whole.length);
    System.arraycopy(whole, 0, reply, head.length, whole.length);
    server.on("/a", Replies.raw(Arrays.copyOf(reply, reply.length - 700)), Replies.raw(reply));
    ClipDownload download = begin("/a");
    assertRetry(attempt(download), "truncated: 2300 bytes");
    assertFetched(attempt(download), whole);
  }

  private static String httpDate(Instant instant) {
    return DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}
