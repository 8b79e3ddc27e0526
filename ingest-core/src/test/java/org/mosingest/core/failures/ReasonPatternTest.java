package org.mosingest.core.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a pattern, and that none of them takes long. */
final class ReasonPatternTest {

  @Test
  void findsAnywhereInAReason() throws Exception {
    assertThat(ReasonPattern.of("^http-(404|5..)").finds("http-503: busy")).isTrue();
    assertThat(ReasonPattern.of("^http-(404|5..)").finds("curl-rc=22: http-503")).isFalse();
    assertThat(ReasonPattern.of("(?i)MOOV").finds("ffprobe-failed: moov atom not found")).isTrue();
    assertThat(ReasonPattern.any().finds("")).isTrue();
    assertThat(ReasonPattern.of("a{2,3}"))
        .isEqualTo(ReasonPattern.of("a{2,3}"))
        .hasToString("a{2,3}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          (a         | '(a' is not a regular expression: missing closing ) at '(a'
          a)         | 'a)' is not a regular expression: unexpected )
          *a         | '*a' is not a regular expression: missing argument to repetition operator at '*'
          x\\         | 'x\\' is not a regular expression: trailing backslash at end of expression
          (?=x)      | '(?=x)' is not a regular expression: invalid or unsupported Perl syntax at '(?=' (look-around and backreferences are not supported)
          (.)\\1      | '(.)\\1' is not a regular expression: invalid escape sequence at '\\1' (look-around and backreferences are not supported)
          """)
  void saysInPlainWordsWhatIsWrong(String text, String message) {
    assertThatExceptionOfType(BadPatternException.class)
        .isThrownBy(() -> ReasonPattern.of(text))
        .withMessage(message);
  }

  /** Compiled, each of them would take more memory than there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{1000}){1000}){1000}",
        "((((((((((a{99}){99}){99}){99}){99}){99}){99}){99}){99}){99})",
        "((a{0,1000}){,1000}){1000,}",
        "(\\pL{500}){100}",
        "(a|b|c|d|e|f|g|h){900}"
      })
  void refusesWhatWouldFillTheMemory(String text) {
    assertThatExceptionOfType(BadPatternException.class)
        .isThrownBy(() -> ReasonPattern.of(text))
        .withMessage("'" + text + "' repeats too much: use smaller numbers in braces");
  }

  @Test
  void refusesALongOne() {
    assertThatExceptionOfType(BadPatternException.class)
        .isThrownBy(() -> ReasonPattern.of("a".repeat(1001)))
        .withMessage("a regular expression may have 1000 characters; this one has 1001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(.*a){25}x", "(a+)+$", "(a|aa)+$", "(a|a?)+x", "(.*)*b", "(x+x+)+y"})
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void takesTheSameTimeWhateverItSays(String text) throws Exception {
    assertThat(ReasonPattern.of(text).finds("http-500: " + "a".repeat(20_000) + "!")).isFalse();
  }
}
