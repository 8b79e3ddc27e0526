package org.mosingest.core.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Opinion;

class FailureTableTest {

  private static final int ROWS = 10_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void failuresComeOutAsTheyWentIn(long seed) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Clip clip = new Clip("clips", new ClipName(i + ".mp4"), "http://u:p@h/" + i, i + ".mp4");
      rows.add(new ManifestRow(i, clip, new Opinion(3, 0, 0), i));
    }
    FailureTable table = new FailureTable(rows, url -> url.replace("u:p@", ""));
    Map<Integer, ClipFailure> plain = new HashMap<>();
    Random random = new Random(seed);
    for (int i = 0; i < 4000; i++) {
      int row = random.nextInt(random.nextBoolean() ? ROWS : 50);
      if (random.nextInt(4) == 0) {
        table.remove(row);
        plain.remove(row);
      } else {
        ClipFailure failure = failure(random, row);
        table.put(failure);
        plain.put(row, failure);
      }
    }
    for (int row = 0; row < ROWS; row++) {
      assertThat(table.get(row)).isEqualTo(Optional.ofNullable(plain.get(row)));
    }
  }

  private static ClipFailure failure(Random random, int row) {
    return new ClipFailure(
        row,
        row + ".mp4",
        random.nextInt(5) == 0 ? "http://moved/" + row : "http://h/" + row,
        random.nextBoolean() ? ClipFailure.Kind.DOWNLOAD : ClipFailure.Kind.BROKEN,
        Reason.parse("http-" + (400 + random.nextInt(30))),
        Instant.ofEpochSecond(random.nextLong(4_000_000_000L)),
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(9)),
        random.nextInt(5) == 0 ? random.nextLong(1L << 40) : 0);
  }
}
