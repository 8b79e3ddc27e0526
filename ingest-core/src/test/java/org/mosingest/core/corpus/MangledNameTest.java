package org.mosingest.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that spreadsheets have changed are told, and others are not. */
class MangledNameTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "3.32E+09",
        "3,32E+09",
        "1E+15",
        "3.32e+09.mp4",
        "123.0",
        "10000251326.00",
        "1-Mar",
        "01-Mar-20",
        "Mar-05",
        "mar-5.mp4",
        "1/3/2020",
        "#NAME?",
        "#REF!",
        "#N/A",
        "########",
        "123456789012345000",
        "123456789012345000.mp4"
      })
  void mangled(String name) {
    assertThat(MangledName.of(name)).as(name).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orig_10000251326_540_5s.mp4",
        "10000251326",
        "10000251326.mp4",
        "123.mp4",
        "a-1.mp4",
        "1-a.mp4",
        "March",
        "may",
        "x/1.mp4",
        "e9",
        "1e.mp4",
        "E",
        "#1.mp4",
        "12345678901234567",
        "2020-03-01.mp4",
        "\u4e2d.mp4",
        "-",
        "1.5.mp4"
      })
  void whole(String name) {
    assertThat(MangledName.of(name)).as(name).isEmpty();
  }

  @Test
  void sixClipsThatBecameOneNameAreOneRowEachOfThemTold() throws Exception {
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      StringBuilder csv = new StringBuilder("name,url,MOS\n");
      for (int i = 0; i < 6; i++) {
        csv.append("3.32E+09,http://h/").append(i).append(",3\n");
      }
      Manifest manifest = corpus.read(csv.toString());
      assertThat(manifest.rows()).hasSize(6).filteredOn(row -> !row.isRepeat()).hasSize(1);
      assertThat(manifest.odd(Oddity.MANGLED_NAME).count()).isEqualTo(6);
      assertThat(manifest.odd(Oddity.OTHER_URL).count()).isEqualTo(5);
      assertThat(corpus.warnings())
          .contains(
              corpus.path("manifest.csv")
                  + ":2: the name '3.32E+09' looks like a number in scientific notation: a spreadsheet may have changed it",
              corpus.path("manifest.csv")
                  + ":3: 3.32E+09 is repeated with another URL; its first URL is used");
    }
  }
}
