package org.mosingest.daemon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/** The limits of a running service, changed in a real browser. */
@Timeout(300)
final class DashboardLimitsTest {

  @Test
  void limitsAreChangedAndWhatIsNoneIsSaid(@TempDir Path folder) throws Exception {
    try (DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      browser.fresh(360, 800, false);
      browser.open(daemon.url());
      browser.awaitText("#connection-text", "live");

      browser.click("#limits-open");
      CorpusBed.await(
          "the limits in force",
          () -> "off".equals(browser.one("[name=limit_rate]").getAttribute("value")));
      assertThat(browser.one("[name=downloads]").getAttribute("value")).isEqualTo("16");
      assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
      browser.type("[name=limit_rate]", "often");
      browser.click("#limits-form .primary");
      browser.awaitShown("#token");
      browser.type("#token-value", daemon.token());
      browser.click("#token-form .primary");
      browser.awaitText("#limits-problem", "often");
      assertThat(daemon.get("limits").get("limit_rate").asString()).isEqualTo("off");

      browser.type("[name=limit_rate]", "08:00,5M 19:00,off");
      browser.type("[name=downloads]", "3");
      browser.type("[name=per_host]", "2");
      browser.click("#limits-form .primary");
      browser.awaitGone("#limits");
      browser.awaitText("#announcer", "3 downloads, 2 per host, rate 08:00,5M 19:00,off");
      browser.awaitText("#downloads-size", "3");
      assertThat(daemon.get("limits").get("per_host").asInt()).isEqualTo(2);

      browser.click("#limits-open");
      CorpusBed.await(
          "the limits in force",
          () -> "3".equals(browser.one("[name=downloads]").getAttribute("value")));
      browser.open("about:blank");
    }
  }

  /** Seconds after which a limit that was changed holds. */
  private static final Duration SOON = Duration.ofSeconds(2);

  @Test
  void limitsChangedInMidRunHoldWithinTwoSeconds(@TempDir Path folder) throws Exception {
    Endless clips = new Endless();
    try (FaultServer server = FaultServer.start();
        DaemonBed daemon = new DaemonBed(folder, new FakeClipProbe(), "127.0.0.1");
        Chromium browser = Chromium.start()) {
      CorpusBed bed = daemon.corpus("busy");
      for (int i = 0; i < 20; i++) {
        server.on("/" + i, clips::answer);
        bed.row(i + ".mp4", server.url("/" + i), "3");
      }
      bed.write();
      browser.fresh(1280, 800, false);
      browser.open(daemon.url());
      browser.awaitText("#connection-text", "live");
      browser.script("sessionStorage.setItem('ingest-token', arguments[0])", daemon.token());
      String run = daemon.submit("busy");
      CorpusBed.await("16 transfers at the server", () -> clips.open.get() == 16);

      browser.click("#limits-open");
      CorpusBed.await(
          "the limits in force",
          () -> "off".equals(browser.one("[name=limit_rate]").getAttribute("value")));
      browser.type("[name=downloads]", "3");
      browser.click("#limits-form .primary");
      browser.awaitGone("#limits");
      long lowered = System.nanoTime();
      CorpusBed.await("3 transfers at the server", () -> clips.open.get() == 3);
      assertThat(Duration.ofNanos(System.nanoTime() - lowered)).isLessThan(SOON);

      daemon.post("limits", "{\"limit_rate\": \"200K\"}");
      long slowed = System.nanoTime();
      long first = receivedAt(slowed + SOON.toNanos(), bed);
      long second = receivedAt(slowed + 2 * SOON.toNanos(), bed);
      // Without a limit, three transfers bring 1.2 MB a second.
      assertThat(second - first).isBetween(1L, 600L << 10);

      daemon.post("limits", "{\"downloads\": 10, \"limit_rate\": \"off\"}");
      long raised = System.nanoTime();
      CorpusBed.await("10 transfers at the server", () -> clips.open.get() == 10);
      assertThat(Duration.ofNanos(System.nanoTime() - raised)).isLessThan(SOON);
      daemon.post("runs/" + run + "/cancel", "{}");
      browser.open("about:blank");
    }
  }

  /** The bytes that have come when it is that late. */
  private static long receivedAt(long nanos, CorpusBed bed) throws IOException {
    CorpusBed.await("the time", () -> System.nanoTime() - nanos > 0);
    try (Stream<Path> clips = Files.list(bed.folder().resolve("clips"))) {
      return clips.mapToLong(DashboardLimitsTest::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Clips that come at 400 KB a second each, and do not end. */
  private static final class Endless {
    private static final byte[] PIECE = Arrays.copyOf(CorpusBed.fake(1), 8000);

    private final AtomicInteger open = new AtomicInteger();

    private void answer(FaultServer.Request request, Socket socket) throws IOException {
      open.incrementAndGet();
      try {
        Replies.head(socket, 200, List.of("Content-Length: 1000000000", "ETag: \"1\""));
        while (true) {
          socket.getOutputStream().write(PIECE);
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      } finally {
        open.decrementAndGet();
      }
    }
  }
}
