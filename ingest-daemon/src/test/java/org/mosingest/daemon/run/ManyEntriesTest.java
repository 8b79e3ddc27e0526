package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;

/** A folder with more entries than any corpus has: a clip costs what it costs in a small one. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class ManyEntriesTest extends RunTestBase {

  @Test
  @Tag("soak")
  void threeHundredThousandEntriesAreNoTrouble() throws Exception {
    double few = oneRun(30_000);
    double many = oneRun(300_000);

    // It is about the same. Were each clip to cost a look through the folder, it would be ten times
    // as
    // much.
    assertThat(many)
        .as("microseconds a clip, where there are ten times as many")
        .isLessThan(4 * few);
  }

  @SuppressWarnings("SystemOut")
  private double oneRun(int entries) throws Exception {
    CorpusBed many = new CorpusBed(temporary.resolve("many-" + entries));
    for (int i = 0; i < entries; i++) {
      many.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    many.write();
    RunOptions options =
        RunOptions.of(org.mosingest.core.profile.KnownCorpora.standard(), many.folder())
            .minRows(0)
            .build();
    long begun = System.nanoTime();
    assertThat(books(run(options, fake))).isEqualTo(new Books(entries, entries, 0, 0, 0));
    double microseconds = (System.nanoTime() - begun) / 1e3 / entries;
    System.out.printf("%d entries: %.0f us a clip%n", entries, microseconds);
    Path output = many.output();
    try (var lines = Files.lines(output)) {
      assertThat(lines.count()).isEqualTo(entries);
    }
    return microseconds;
  }
}
