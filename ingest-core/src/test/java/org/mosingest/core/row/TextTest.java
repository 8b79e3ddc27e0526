package org.mosingest.core.row;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTest {

  @Test
  void ordinaryTextOfAnyLanguageStays() {
    String text = "café 日本語 ключ 🎬 'quoted' \\ /";

    assertThat(Text.printable(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10, \\u000a",
    "13, \\u000d",
    "27, \\u001b",
    "0, \\u0000",
    "127, \\u007f",
    "155, \\u009b"
  })
  void controlCharactersBecomeEscapes(int c, String expected) {
    assertThat(Text.printable("a" + (char) c + "b")).isEqualTo("a" + expected + "b");
  }

  @ParameterizedTest
  @CsvSource({
    "2028, \\u2028",
    "2029, \\u2029",
    "202e, \\u202e",
    "feff, \\ufeff",
    "e0041, \\u{e0041}"
  })
  void lineSeparatorsAndInvisibleFormattingBecomeEscapes(String hex, String expected) {
    assertThat(Text.printable(Character.toString(Integer.parseInt(hex, 16)))).isEqualTo(expected);
  }

  @Test
  void loneSurrogatesBecomeEscapes() {
    assertThat(Text.printable("a\ud83cb\udfac")).isEqualTo("a\\ud83cb\\udfac");
  }

  @Test
  void textIsCutAfter300Characters() {
    assertThat(Text.printable("x".repeat(300))).isEqualTo("x".repeat(300));
    assertThat(Text.printable("x".repeat(301))).isEqualTo("x".repeat(300) + "…");
    assertThat(Text.printable("\n".repeat(100_000))).hasSizeLessThan(310).endsWith("…");
  }

  @Test
  void cutNeverHalvesAPair() {
    assertThat(Text.printable("x" + "🎬".repeat(400))).endsWith("🎬…").doesNotContain("\\u");
  }
}
