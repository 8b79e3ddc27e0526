package org.mosingest.core.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordingTest {

  @Test
  void eachReaderGetsTheNamesThatItKnows() {
    Wording wording =
        Wording.of("/min_rows/manifest.csv: lower the minimum (")
            .and(Wording.ofKeys(List.of("corpus", "min_rows")))
            .and(")");

    assertThat(wording.text())
        .isEqualTo("/min_rows/manifest.csv: lower the minimum (corpus, min_rows)");
    assertThat(wording.text(key -> "--" + key.replace('_', '-')))
        .isEqualTo("/min_rows/manifest.csv: lower the minimum (--corpus, --min-rows)");
    assertThat(wording.namesOptions()).isTrue();
  }

  @Test
  void problemsStandOneBehindTheOther() {
    Wording both =
        Wording.joined(
            "; ", List.of(Wording.ofKey("output", ": no path"), Wording.of("no output there")));

    assertThat(both.text(_ -> "Output")).isEqualTo("Output: no path; no output there");
    assertThat(Wording.joined("; ", List.of())).isEqualTo(Wording.NONE);
    assertThat(Wording.of("").isEmpty()).isTrue();
    assertThat(Wording.of("output").namesOptions()).isFalse();
  }
}
