package org.mosingest.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;

/** Work that is told to stop still has to write down what it did. */
final class InterruptedProgressTest {

  @TempDir Path folder = Path.of("");

  @Test
  void decisionsOfAnInterruptedThreadAreKeptAndDoNoHarm() throws Exception {
    Path file = folder.resolve("progress.json");
    DownloadProgress progress = DownloadProgress.open(file);
    try {
      Thread.currentThread().interrupt();
      // More than fifty: the snapshot is rewritten on the way.
      for (int i = 0; i < 120; i++) {
        progress.done(clip(i));
      }
      assertThat(Thread.interrupted()).isTrue();
      progress.failed(clip(120), "http-404");
    } finally {
      var _ = Thread.interrupted();
      progress.close();
    }

    try (DownloadProgress again = DownloadProgress.open(file)) {
      assertThat(again.totals()).isEqualTo(new DownloadProgress.Totals(120, 1));
    }
  }

  private static Clip clip(int number) {
    return new Clip("clips", new ClipName(number + ".mp4"), "", number + ".mp4");
  }
}
