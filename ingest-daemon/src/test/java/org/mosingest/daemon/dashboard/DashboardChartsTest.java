package org.mosingest.daemon.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;

/** The charts over a run's time, in a real browser. */
@Timeout(300)
final class DashboardChartsTest {

  private static final Duration IDLE = Duration.ofSeconds(5);

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

  @Test
  void theTimeBetweenARunAndItsRetryIsAGapAndTakenByNobody(@TempDir Path folder) throws Exception {
    FakeClipProbe probe = new FakeClipProbe();
    try (FaultServer server = FaultServer.start();
        DaemonBed daemon = new DaemonBed(folder, probe, "127.0.0.1");
        Chromium browser = Chromium.start()) {
      browser.fresh(1280, 900, false);
      CorpusBed bed = daemon.corpus("again");
      for (int i = 0; i < 4; i++) {
        bed.local("c" + i + ".mp4", CorpusBed.fake(i), "3.1");
      }
      bed.row("lost.mp4", server.url("/lost"), "2.5").write();
      server.on("/lost", Replies.status(404), Replies.body(CorpusBed.fake(9)));
      FakeClipProbe.Gate retried = probe.holdAt("lost.mp4");
      String id = daemon.submit("again");
      browser.open(daemon.url());
      browser.awaitText("#run-state .word", "completed");
      long since = System.nanoTime();
      CorpusBed.await("some seconds of rest", () -> System.nanoTime() - since > IDLE.toNanos());
      long endedS =
          daemon.get("runs/" + id + "/history").get("at_s").values().stream()
              .mapToLong(JsonNode::asLong)
              .max()
              .orElseThrow();

      daemon.post("runs/" + id + "/retry", "{}");
      browser.awaitText("#run-state .word", "running");
      awaitSamples(daemon, id, 4);
      retried.open();
      browser.awaitText("#run-state .word", "completed");
      browser.awaitText("#run-written", "5");

      JsonNode history = daemon.get("runs/" + id + "/history");
      List<Integer> stretches =
          history.get("stretch").values().stream().map(JsonNode::asInt).toList();
      assertThat(stretches).isSorted().contains(0, 1).doesNotContain(2);
      long begunS = history.get("at_s").get(stretches.indexOf(1)).asLong();
      assertThat(begunS - endedS).isGreaterThanOrEqualTo(IDLE.toSeconds() - 1);
      JsonNode run = daemon.run(id);
      long wallS =
          Duration.between(
                  Instant.parse(run.get("started_at_utc").asString()),
                  Instant.parse(run.get("finished_at_utc").asString()))
              .toSeconds();
      assertThat(run.get("active_s").asDouble())
          .as("of " + wallS + " s")
          .isLessThanOrEqualTo((double) (wallS - IDLE.toSeconds() + 2));

      CorpusBed.await(
          "a gap in the chart",
          () -> browser.number(POINTS + ".filter(({ y }) => Number.isNaN(y)).length") == 1);
      assertThat(
              browser.number(
                  POINTS
                      + ".filter(({ x, y }) => y >= 0 && x > "
                      + endedS
                      + " && x < "
                      + begunS
                      + ").length"))
          .as("points within the rest")
          .isZero();
      assertThat(browser.text("#run-took"))
          .isEqualTo(
              browser.async(
                  "const done = arguments[0]; import('/dashboard/format.js').then(({ duration }) => done(duration("
                      + run.get("active_s")
                      + ")))"));
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
