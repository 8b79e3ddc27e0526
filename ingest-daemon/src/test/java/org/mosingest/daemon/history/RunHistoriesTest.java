package org.mosingest.daemon.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.registry.RegistrySettings;
import org.mosingest.daemon.runs.registry.RunRegistry;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;

/** A pause and the time before a retry are gaps in a run's history, not times without progress. */
@Timeout(120)
final class RunHistoriesTest {

  @TempDir private Path folder = Path.of("");

  @Test
  void timeThatARunStoodStillLiesBetweenTwoStretches() throws Exception {
    FakeClipProbe probe = new FakeClipProbe();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now().plusSeconds(5));
    CorpusBed corpus =
        new CorpusBed(folder.resolve("corpus"))
            .local("a.mp4", CorpusBed.fake(1), "3.5")
            .local("b.mp4", CorpusBed.fake(2), "3.5")
            .row("lost.mp4", "", "3.5")
            .write();
    FakeClipProbe.Gate gate = probe.holdAt("b.mp4");
    try (Engines engines =
            Engines.of(
                new WorkPool("download", 4, 4),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 4, 4),
                probe);
        RunRegistry runs =
            RunRegistry.open(
                folder.resolve("state"),
                engines,
                RegistrySettings.standard()
                    .withIntervals(Duration.ofMillis(20), Duration.ofMillis(50)));
        RunHistories histories = RunHistories.still(runs, now::get)) {
      String json = "{\"konvid_dir\": \"" + corpus.folder() + "\", \"min_rows\": 0}";
      String id = runs.submit(RunOptionsJson.read(json.getBytes(UTF_8)), warning -> {}).id();
      CorpusBed.await("two rows", () -> runs.find(id).orElseThrow().outcomes().settled() == 2);
      look(histories, now, 3);
      var _ = runs.pause(id);
      look(histories, now, 3_600);
      var _ = runs.resume(id);
      CorpusBed.await(
          "that it goes on", () -> runs.find(id).orElseThrow().state() == RunState.RUNNING);
      look(histories, now, 3);
      gate.open();
      await(runs, id);
      look(histories, now, 7_200);
      var _ = runs.retry(id, new RetryChoice.All());
      await(runs, id);
      look(histories, now, 1);

      List<RunHistory.Sample> samples = histories.of(runs.find(id).orElseThrow()).samples();
      assertThat(samples.getFirst().stretch()).isZero();
      assertThat(samples.getLast().settled()).isEqualTo(3);
      assertThat(samples).extracting(RunHistory.Sample::stretch).isSorted().contains(0, 1);
      for (int i = 1; i < samples.size(); i++) {
        long passed = samples.get(i).atS() - samples.get(i - 1).atS();
        if (samples.get(i).stretch() == samples.get(i - 1).stretch()) {
          assertThat(passed).as("within a stretch: %s", samples).isLessThanOrEqualTo(10);
        }
      }
      assertThat(samples.getLast().atS() - samples.getFirst().atS())
          .as("the hours that it stood still are in between")
          .isGreaterThan(3_000);
    }
  }

  private static void await(RunRegistry runs, String id) {
    CorpusBed.await("its end", () -> runs.find(id).orElseThrow().state() == RunState.COMPLETED);
  }

  /** Looks once a second, as the service does; of a long time at its beginning and end. */
  private static void look(RunHistories histories, AtomicReference<Instant> now, int seconds) {
    int each = seconds > 60 ? seconds / 10 : 1;
    for (int at = 0; at < seconds; at += each) {
      histories.look();
      now.set(now.get().plusSeconds(at == 0 ? 1 : each));
    }
    histories.look();
  }
}
