package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.testkit.Change;
import org.mosingest.core.testkit.DiskHistory;
import org.mosingest.core.testkit.RecordedDisk;

/**
 * How many decisions a power loss costs, at whatever moment it comes and whatever the disk keeps of
 * what was not synced.
 */
final class PowerLossProgressTest {

  /**
   * So many that the file is rewritten every hundred decisions only: between, the journal alone
   * must keep the promise.
   */
  private static final int KNOWN = 1_000;

  private static final int DECISIONS = 250;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aPowerLossCostsFiftyDecisionsAtMostAndInventsNone(long seed) throws IOException {
    Path root = Files.createDirectory(folder.resolve("disk"));
    try (DownloadProgress before = DownloadProgress.open(root.resolve("progress.json"))) {
      for (int i = 0; i < KNOWN; i++) {
        before.done(clip(DECISIONS + i));
      }
    }
    DiskHistory history = new DiskHistory(root);
    RecordedDisk disk = new RecordedDisk(root);
    int[] decidedAt = new int[DECISIONS];
    try (DownloadProgress progress =
        DownloadProgress.open(disk.at(root.resolve("progress.json")))) {
      for (int i = 0; i < DECISIONS; i++) {
        decide(progress, i);
        decidedAt[i] = disk.steps().size();
      }
    }
    List<Change> steps = disk.steps();
    Random random = new Random(seed);
    int decided = 0;
    for (int step = 0; step < steps.size(); step++) {
      history.add(steps.get(step));
      while (decided < DECISIONS && decidedAt[decided] <= step + 1) {
        decided++;
      }
      if (random.nextInt(8) > 0 && !(steps.get(step) instanceof Change.Move)) {
        continue;
      }
      Path left = folder.resolve("left-" + step);
      history.powerLoss(left, root, random);
      try (DownloadProgress known = DownloadProgress.open(left.resolve("progress.json"))) {
        int all = known.totals().done() + known.totals().failed() - KNOWN;
        assertThat(all)
            .as("after step %d, seed %d", step, seed)
            .isBetween(decided - 50, decided + 1);
        for (int i = 0; i < DECISIONS; i++) {
          assertThat(known.failure(clip(i)).orElse(""))
              .isIn("", i % 3 == 0 && i <= decided ? "http-404: " + i : "");
        }
      }
    }
  }

  private static void decide(DownloadProgress progress, int number) throws IOException {
    if (number % 3 == 0) {
      progress.failed(clip(number), "http-404: " + number);
    } else {
      progress.done(clip(number));
    }
  }

  @Test
  void aDecisionThatComesTooLateFailsAndLeavesNoFile() throws IOException {
    DownloadProgress progress = DownloadProgress.open(folder.resolve("progress.json"));
    progress.close();

    assertThatThrownBy(() -> progress.done(clip(1))).isInstanceOf(IOException.class);

    assertThat(folder.toFile().list()).containsExactly("progress.json");
  }

  private static Clip clip(int number) {
    return new Clip("clips", new ClipName(number + ".mp4"), "", number + ".mp4");
  }
}
