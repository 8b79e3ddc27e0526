package org.mosingest.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A column of which most values are no numbers is refused with what they look like. */
class NumberLookTest {

  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3,8 | false | DECIMAL_COMMA",
        "-0,65 | false | DECIMAL_COMMA",
        ",5 | false | DECIMAL_COMMA",
        "3,812 | false | DECIMAL_COMMA",
        "1,024 | true | THOUSANDS",
        "1,234.5 | false | THOUSANDS",
        "1.234,5 | false | THOUSANDS",
        "1.234.567 | true | THOUSANDS",
        "1\u00a0234 | true | THOUSANDS",
        "85% | false | PERCENT",
        "8,5 % | false | PERCENT",
        "3-May | false | DATE",
        "3. Mai | false | DATE",
        "03.05.2020 | false | DATE",
        "May-20 | false | DATE",
        "a;b | false | DELIMITERS",
        "\u0663.\u0665 | false | OTHER_DIGITS",
        "good | false | TEXT",
        "0x1p3 | false | TEXT",
        "1_0 | true | TEXT"
      })
  void look(String text, boolean whole, NumberLook look) {
    assertThat(NumberLook.of(text, whole)).isEqualTo(look);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,\"3,8\",0.5,7~b,\"4,1\",0.5,7~c,\"2,2\",0.5,7~ | 3 of 3 MOS values | 3,8 | decimal commas",
        "a,3.8,\"0,6\",7~b,4,\"0,5\",7~c,2,1,7~d,2,\"1,5\",7~ | 3 of 4 spreads | 0,6 | decimal commas",
        "a,3.8,0.6,\"1,024\"~b,4,0.5,\"1,100\"~c,2,1,\"2,000\"~ | 3 of 3 counts | 1,024 | numbers with thousands",
        "a,95%,0.6,7~b,40%,0.5,7~c,2%,1,7~ | 3 of 3 MOS values | 95% | percentages",
        "a,3-May,1,7~b,4-Jan,1,7~c,2-Feb,1,7~d,4,1,7~ | 3 of 4 MOS values | 3-May | dates"
      })
  void mostOfAColumn(String rows, String told, String example, String look) {
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      assertThatExceptionOfType(BadCorpusException.class)
          .isThrownBy(() -> corpus.read("name,MOS,SD,n\n" + rows.replace('~', '\n')))
          .withMessageStartingWith(corpus.path("manifest.csv") + ":2: " + told)
          .withMessageContaining("'" + example + "': they look like " + look);
    }
  }

  /** What stands for a value that is not there says nothing of how the table was written. */
  @Test
  void halfOfAColumnAFewRowsAndMissingValuesRefuseNoTable() throws Exception {
    try (CorpusFolder corpus = new CorpusFolder(temporary)) {
      Manifest half =
          corpus.read(
              "name,MOS,SD,n\na,3,\"0,5\",7\nb,3,\"0,5\",7\nc,3,\"0,5\",7\nd,3,1,7\ne,3,1,7\nf,3,1,7\n");
      assertThat(half.rows()).hasSize(6);
      assertThat(half.odd(Oddity.BAD_SPREAD).count()).isEqualTo(3);
      assertThat(half.odd(Oddity.BAD_SPREAD).first().getFirst())
          .endsWith("manifest.csv:2: bad spread '0,5' for a.mp4; taken as 0.0");

      assertThat(corpus.read("name,MOS,SD\na,3,x\nb,3,y\n").rows()).hasSize(2);

      Manifest missing = corpus.read("name,MOS,SD,n\n" + "a,3,NaN,NA\n".repeat(9) + "b,3,0.5,7\n");
      assertThat(missing.rows()).hasSize(10);
      assertThat(missing.odd(Oddity.BAD_SPREAD).count()).isEqualTo(9);
      assertThat(missing.odd(Oddity.BAD_COUNT).count()).isEqualTo(9);
    }
  }
}
