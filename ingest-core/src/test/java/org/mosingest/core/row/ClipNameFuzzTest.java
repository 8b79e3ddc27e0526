package org.mosingest.core.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import org.mosingest.core.testkit.ParserFuzz;

/** Every name that is taken stays in its folder, is one file's, and is taken again as it is. */
class ClipNameFuzzTest extends ParserFuzz {

  private static final Path FOLDER = Path.of("/corpus/clips");

  @DictionaryEntries({
    "/",
    "..",
    "../",
    "./",
    "//",
    "\\",
    ".part",
    ".part.json",
    "\u0000",
    "\u202e",
    "C:",
    "\ufeff"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) {
    String raw = new String(input, UTF_8);
    switch (ClipName.parse(raw)) {
      case ClipName name -> {
        Path place = FOLDER.resolve(name.value());
        assertThat(place).isEqualTo(place.normalize()).startsWithRaw(FOLDER).isNotEqualTo(FOLDER);
        assertThat(place.getFileName()).hasToString(name.baseName());
        assertThat(name.baseName().getBytes(UTF_8)).hasSizeBetween(1, 255);
        assertThat(name.value().codePoints()).noneMatch(Character::isISOControl);
        assertThat(name.baseName())
            .doesNotEndWithIgnoringCase(".part")
            .doesNotEndWithIgnoringCase(".part.json");
        assertThat(new ClipName(name.value())).isEqualTo(name);
      }
      case NameVerdict.Refused(String why) -> assertPrintable(why);
    }
  }
}
