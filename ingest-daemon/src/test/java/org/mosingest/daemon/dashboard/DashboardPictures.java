package org.mosingest.daemon.dashboard;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/**
 * Draws the pictures of the dashboard for the documents: {@code -Dpictures.write=FOLDER
 * -Dtests.excluded=none}. Paths in them are below {@code -Dpictures.root=FOLDER}, an empty one,
 * else below a temporary folder.
 */
@Tag("soak")
@EnabledIfSystemProperty(named = "pictures.write", matches = ".+")
class DashboardPictures {

  private static final int ROWS = 3_000;
  private static final List<String> LOST_HOSTS =
      List.of(
          "farm3.videos.example",
          "live.archive.example",
          "cdn.shortclips.example",
          "old-tube.example");

  private static final VideoFacts TWIN = new VideoFacts(960, 540, 30, 8, "yuv420p", "h264");

  @TempDir private Path folder;

  @Test
  void draw() throws Exception {
    Path to = Files.createDirectories(Path.of(System.getProperty("pictures.write")));
    Path root = Path.of(System.getProperty("pictures.root", folder.toString()));
    try (FaultServer server = FaultServer.start();
        DaemonBed daemon =
            new DaemonBed(root, new SlowProbe(), "127.0.0.1", Engines.STALL_AFTER, List.of());
        Chromium browser = Chromium.start()) {
      corpus(daemon.corpus("konvid-small"), 300, server);
      corpus(daemon.corpus("konvid-150k"), ROWS, server);
      corpus(daemon.corpus("waiting"), 100, server);
      String first = daemon.submit("konvid-small");
      CorpusBed.await("the first run is over", () -> is(daemon, first, "completed"));
      String second = daemon.submit("konvid-150k");
      String third = daemon.submit("waiting");
      daemon.post("runs/" + third + "/pause", "{}");
      long rows = Long.getLong("pictures.at", ROWS / 4);
      browser.fresh(1280, 900, false);
      browser.open(daemon.url() + "#run=" + second);
      long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
      while (daemon.run(second).get("settled").asInt() < rows && System.nanoTime() < end) {
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      }
      for (int width : new int[] {360, 1280, 2560}) {
        for (boolean dark : new boolean[] {false, true}) {
          browser.size(width, width == 360 ? 800 : width == 1280 ? 900 : 1440);
          browser.dark(dark);
          shoot(browser, to.resolve("dashboard-" + width + (dark ? "-dark" : "") + ".png"));
          if (!dark) {
            browser.size(width, (int) browser.number("document.documentElement.scrollHeight"));
            shoot(browser, to.resolve("whole-" + width + ".png"));
          }
        }
      }
      browser.size(1280, 900);
      browser.dark(false);
      browser.click("#submit-open");
      shoot(browser, to.resolve("dashboard-submit.png"));
    }
  }

  private static boolean is(DaemonBed daemon, String id, String state) {
    try {
      return daemon.run(id).get("state").asString().equals(state);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void shoot(Chromium browser, Path file) throws Exception {
    // Two documents: the charts have their size and colours by then.
    long now = browser.number("performance.now()");
    CorpusBed.await("the page is drawn", () -> browser.number("performance.now()") > now + 2500);
    Files.write(file, browser.picture());
  }

  /** A server at some distance. */
  private static FaultServer.Script slow(FaultServer.Script answer) {
    return (request, socket) -> {
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
      answer.answer(request, socket);
    };
  }

  /** A server whose line is narrow: a clip of its takes ten seconds. */
  private static FaultServer.Script trickled(byte[] video) {
    return (request, socket) -> {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("HTTP/1.1 200 OK\r\nContent-Length: " + video.length + "\r\n\r\n").getBytes(US_ASCII));
      int piece = video.length / 40 + 1;
      for (int at = 0; at < video.length; at += piece) {
        out.write(video, at, Math.min(piece, video.length - at));
        out.flush();
        LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
      }
    };
  }

  private static void corpus(CorpusBed bed, int rows, FaultServer server) throws Exception {
    Random random = new Random(rows);
    int[][] sizes = {
      {960, 540},
      {960, 540},
      {960, 540},
      {1280, 720},
      {1920, 1080},
      {640, 480},
      {480, 360},
      {720, 404}
    };
    double[] rates = {30, 30, 30_000.0 / 1001, 30_000.0 / 1001, 25, 24, 24_000.0 / 1001, 60, 15};
    String[] codecs = {"h264", "h264", "h264", "h264", "h264", "hevc", "mpeg4", "vp9"};
    for (int i = 0; i < rows; i++) {
      String name =
          String.format(
              Locale.ROOT, "orig_%010d_%d_540_5s.mp4", 3_000_000_000L + random.nextInt(1 << 30), i);
      String mos =
          String.format(Locale.ROOT, "%.2f", Math.clamp(3.05 + 0.62 * random.nextGaussian(), 1, 5));
      double chance = random.nextDouble();
      if (chance < 0.035) {
        bed.row(name, server.url("/gone/" + i), mos);
        server.on("/gone/" + i, Replies.status(chance < 0.02 ? 404 : chance < 0.03 ? 403 : 410));
      } else if (chance < 0.06) {
        String host =
            LOST_HOSTS.get((int) Math.abs(random.nextGaussian() * 1.3) % LOST_HOSTS.size());
        bed.row(name, "http://" + host + "/" + i + ".mp4", mos);
      } else if (chance < 0.07) {
        bed.local(name, "no video at all".getBytes(java.nio.charset.StandardCharsets.UTF_8), mos);
      } else {
        int[] size = sizes[random.nextInt(sizes.length)];
        VideoFacts facts =
            new VideoFacts(
                size[0],
                size[1],
                rates[random.nextInt(rates.length)],
                Math.max(1, 6.5 + 2.5 * random.nextGaussian()),
                "yuv420p",
                codecs[random.nextInt(codecs.length)]);
        if (chance < 0.085) {
          server.on("/clip/" + i, slow(Replies.body(FakeClipProbe.video(TWIN, "\u0001twin"))));
          bed.row(name, server.url("/clip/" + i), mos);
          continue;
        }
        byte[] video =
            FakeClipProbe.video(facts, "\u0001" + i + "x".repeat(random.nextInt(90_000)));
        bed.row(name, server.url("/clip/" + i), mos);
        server.on("/clip/" + i, i % 60 == 0 ? trickled(video) : slow(Replies.body(video)));
      }
    }
    bed.write();
  }

  /** The fake one, taking its time. */
  private static final class SlowProbe implements ClipProbe {
    private final FakeClipProbe inner = new FakeClipProbe();
    private final Random random = new Random(7);

    @Override
    public ProbeOutcome probe(Path clip) throws InterruptedException {
      LockSupport.parkNanos(Duration.ofMillis(10 + random.nextInt(50)).toNanos());
      return inner.probe(clip);
    }

    @Override
    public ProbeEngine engine() {
      return inner.engine();
    }
  }
}
