package org.mosingest.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.AttemptOutcome.Failed;
import org.mosingest.transfer.AttemptOutcome.Fetched;
import org.mosingest.transfer.AttemptOutcome.Retry;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.http.ClipUrl;

/**
 * What tests of downloads share: a server, a folder, a meter, and a loop that tries without
 * waiting.
 */
@Timeout(180)
abstract class DownloadTestBase {

  static final Duration STALL = Duration.ofMillis(400);
  static final DownloadPolicy POLICY =
      new DownloadPolicy(Duration.ofSeconds(10), 2, retry -> Duration.ZERO);

  /** Where something else is to end an attempt, long before its time is over. */
  static final DownloadPolicy PATIENT =
      new DownloadPolicy(Duration.ofMinutes(5), 2, retry -> Duration.ZERO);

  @TempDir Path folder = Path.of("");

  FaultServer server = unset();
  Downloads downloads = unset();
  final CountingMeter meter = new CountingMeter();
  final List<String> moves = new ArrayList<>();

  /** The engine under test. */
  abstract Downloads engine(TransferSettings settings);

  static TransferSettings settings() {
    return TransferSettings.standard("test").withTimeouts(Duration.ofSeconds(2), STALL);
  }

  /** An engine that waits for a byte as long as for the whole of a {@link #PATIENT} attempt. */
  void startPatientEngine(TransferSettings settings) throws IOException {
    downloads.close();
    downloads = engine(settings.withTimeouts(Duration.ofSeconds(2), PATIENT.attemptTimeout()));
  }

  @BeforeEach
  void startServer() throws IOException {
    server = FaultServer.start();
    downloads = engine(settings());
  }

  @AfterEach
  void stopServer() throws IOException {
    downloads.close();
    server.close();
  }

  /** Bytes that look like an MP4's beginning and then like noise. */
  static byte[] clip(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    byte[] start = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'};
    System.arraycopy(start, 0, bytes, 0, Math.min(length, start.length));
    return bytes;
  }

  Path target() {
    return folder.resolve("a.mp4");
  }

  Path part() {
    return folder.resolve("a.mp4.part");
  }

  Path record() {
    return folder.resolve("a.mp4.part.json");
  }

  static ClipUrl url(String url) {
    return (ClipUrl) ClipUrl.parse(url);
  }

  ClipDownload begin(String path) {
    return begin(path, POLICY);
  }

  ClipDownload begin(String path, DownloadPolicy policy) {
    return downloads.begin(url(server.url(path)), target(), policy, meter);
  }

  AttemptOutcome attempt(ClipDownload download) throws InterruptedException, MachineFaultException {
    return download.attempt(moves::add);
  }

  /** The outcome, or the exception instead of it: for a thread to hand over. */
  static Object outcomeOf(ClipDownload download) {
    try {
      return download.attempt(host -> {});
    } catch (InterruptedException | MachineFaultException e) {
      return e;
    }
  }

  /** Tries until it is settled. */
  AttemptOutcome settle(ClipDownload download) throws InterruptedException, MachineFaultException {
    for (int i = 0; i < 1000; i++) {
      AttemptOutcome outcome = attempt(download);
      if (!(outcome instanceof Retry)) {
        return outcome;
      }
    }
    throw new AssertionError("never settled");
  }

  void assertFetched(AttemptOutcome outcome, byte[] expected) throws IOException {
    assertFetched(outcome, expected, target());
  }

  static void assertFetched(AttemptOutcome outcome, byte[] expected, Path target)
      throws IOException {
    var digest = Sha256.newDigest();
    digest.update(expected);
    assertThat(outcome)
        .isEqualTo(new Fetched(new ClipContent(Sha256.finish(digest), expected.length)));
    assertThat(target).hasBinaryContent(expected);
    try (Stream<Path> left = Files.list(target.resolveSibling(""))) {
      assertThat(
              left.map(path -> String.valueOf(path.getFileName()))
                  .filter(name -> name.contains(".part")))
          .isEmpty();
    }
  }

  void assertFailed(AttemptOutcome outcome, String reasonStart) {
    assertThat(outcome).isInstanceOf(Failed.class);
    assertThat(((Failed) outcome).reason().text()).startsWith(reasonStart);
    assertThat(target()).doesNotExist();
  }

  static Retry assertRetry(AttemptOutcome outcome, String reasonStart) {
    assertThat(outcome).isInstanceOf(Retry.class);
    Retry retry = (Retry) outcome;
    assertThat(retry.reason().text()).startsWith(reasonStart);
    return retry;
  }

  /** A port that refuses. */
  static int deadPort() throws IOException {
    try (var socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }

  /** Adds up. */
  static final class CountingMeter implements TransferMeter {
    final AtomicLong received = new AtomicLong();
    final AtomicLong resumed = new AtomicLong();

    @Override
    public void received(long bytes) {
      received.addAndGet(bytes);
    }

    @Override
    public void resumed(long bytes) {
      resumed.addAndGet(bytes);
    }
  }
}
