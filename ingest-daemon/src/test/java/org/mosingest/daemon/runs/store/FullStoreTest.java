package org.mosingest.daemon.runs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.testkit.SmallDisk;

/** The service's database on a disk that is full once: it goes on when there is room. */
final class FullStoreTest {

  private static final Instant NOW = Instant.parse("2026-05-08T12:00:00Z");

  @TempDir Path folder = Path.of("");

  private static List<ClipFailure> failures(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            row ->
                new ClipFailure(
                    row,
                    row + ".mp4",
                    "http://h/" + row,
                    ClipFailure.Kind.DOWNLOAD,
                    Reason.parse("http-404: " + "x".repeat(200)),
                    NOW,
                    OptionalInt.of(1),
                    0))
        .toList();
  }

  @Test
  void aDiskThatIsFullOnceIsNoneForEver() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("state"), "12m");
        RunStore store = RunStore.open(disk.folder().resolve("runs.db"))) {
      RunOptions options =
          RunOptions.of(KnownCorpora.standard(), folder.resolve("c")).build().absolute();
      RunRecord run = store.insert(RunRecord.submitted(1, options, 100_000, NOW));
      Path ballast = disk.fill();
      for (int count : new int[] {100, 5_000, 60_000}) {
        assertThatIOException().isThrownBy(() -> store.save(run, failures(count)));
        assertThat(store.load()).as("after %s failures", count).containsExactly(run);
      }
      Files.delete(ballast);
      assertThatIOException()
          .as("more than the disk holds")
          .isThrownBy(() -> store.save(run, failures(60_000)));

      store.save(run, failures(500));
      assertThat(store.failures(run.number())).hasSize(500);
      assertThat(store.insert(RunRecord.submitted(2, options, 1, NOW)).number()).isEqualTo(2);
    }
  }
}
