package org.mosingest.core.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.profile.KnownCorpora;

/** An aggregation that does not fit into memory is the same as one that does. */
final class AggregationTest {

  @TempDir Path temporary = Path.of("");

  @Test
  void sortingOnTheDiskChangesNothing() throws Exception {
    Path input = temporary.resolve("in.jsonl");
    int rows = 5_000;
    try (BufferedWriter out = Files.newBufferedWriter(input)) {
      for (int i = 0; i < rows; i++) {
        out.write(
            "{\"src\":\"%d.mp4\",\"src_sha256\":\"%064x\",\"mos\":3,\"corpus\":\"lsvq\",\"ingested_at_utc\":\"\"}\n"
                .formatted(i, (i * 7919) % 4000));
      }
    }
    Path small = temporary.resolve("small.jsonl");
    Path large = temporary.resolve("large.jsonl");
    AggregateCounts counts =
        new Aggregation(KnownCorpora.all(), 10_000).write(List.of(input), Map.of(), small);
    new Aggregation(KnownCorpora.all()).write(List.of(input), Map.of(), large);
    assertThat(counts.byName())
        .containsEntry("rows_in", 5_000L)
        .containsEntry("rows_out", 4_000L)
        .containsEntry("same_corpus_dedups", 1_000L);
    assertThat(small).hasSameBinaryContentAs(large);
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left).containsExactlyInAnyOrder(input, small, large);
    }
  }
}
