package org.mosingest.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountedTest {

  @Test
  void oneIsOneAndAllElseAreSeveral() {
    assertThat(Counted.of(0, "row")).isEqualTo("0 rows");
    assertThat(Counted.of(1, "row")).isEqualTo("1 row");
    assertThat(Counted.of(21, "row")).isEqualTo("21 rows");
    assertThat(Counted.of(1, "row repeats", "rows repeat")).isEqualTo("1 row repeats");
    assertThat(Counted.of(3, "row repeats", "rows repeat")).isEqualTo("3 rows repeat");
    assertThat(Counted.all(1, "row")).isEqualTo("the only row");
    assertThat(Counted.all(2, "row")).isEqualTo("all 2 rows");
    assertThat(Counted.word(1, "is", "are")).isEqualTo("is");
  }
}
