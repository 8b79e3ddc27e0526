package org.mosingest.daemon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.run.CorpusBed;

/** The charts over a run's time, in a real browser. */
@Timeout(300)
final class DashboardChartsTest {

  private static final String POINTS =
      "(Chart.getChart(document.querySelector('#flow canvas'))?.data.datasets[0]?.data ?? [])";

  @Test
  void aPauseIsAGapAndAShortRunHasAChart(@TempDir Path folder) throws Exception {
    FakeClipProbe probe = new FakeClipProbe();
    try (DaemonBed daemon = new DaemonBed(folder, probe, "127.0.0.1");
        Chromium browser = Chromium.start()) {
      browser.fresh(1280, 900, false);
      CorpusBed bed = daemon.corpus("gap");
      for (int i = 0; i < 5; i++) {
        bed.local("c" + i + ".mp4", CorpusBed.fake(i), "3.1");
      }
      bed.write();
      FakeClipProbe.Gate gate = probe.holdAt("c3.mp4");
      String id = daemon.submit("gap");
      browser.open(daemon.url());
      browser.awaitText("#run-settled", "4");
      awaitSamples(daemon, id, 2);
      daemon.post("runs/" + id + "/pause", "{}");
      browser.awaitText("#run-state .word", "paused");
      daemon.post("runs/" + id + "/resume", "{}");
      browser.awaitText("#run-state .word", "running");
      awaitSamples(daemon, id, 4);
      gate.open();
      browser.awaitText("#run-state .word", "completed");
      CorpusBed.await(
          "a gap in the chart",
          () -> browser.number(POINTS + ".filter(({ y }) => Number.isNaN(y)).length") == 1);
      assertThat(browser.number(POINTS + ".filter(({ y }) => y >= 0).length"))
          .isGreaterThanOrEqualTo(2);
      browser.open("about:blank");
    }
  }

  private static void awaitSamples(DaemonBed daemon, String id, int samples) {
    CorpusBed.await(
        samples + " samples",
        () -> {
          try {
            return daemon.get("runs/" + id + "/history").get("at_s").size() >= samples;
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }
}
