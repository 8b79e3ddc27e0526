package org.mosingest.core.corpus;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Clip names as spreadsheets leave them: ids taken for numbers, dates or formulas when a CSV was
 * opened and saved. Several ids can become the same text, and none can be had back from it.
 */
final class MangledName {

  private static final String MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)";
  private static final String ENDING = "(?:\\.mp4)?";

  private static final Pattern SCIENTIFIC =
      Pattern.compile(
          "[+-]?[0-9](?:[.,][0-9]+)?E\\+?[0-9]{1,3}" + ENDING, Pattern.CASE_INSENSITIVE);
  private static final Pattern FRACTION = Pattern.compile("[0-9]+[.,]0+");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:[0-9]{1,2}-%1$s(?:-[0-9]{2,4})?|%1$s-[0-9]{1,4}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4})%2$s"
              .formatted(MONTH, ENDING),
          Pattern.CASE_INSENSITIVE);
  private static final Pattern ERROR =
      Pattern.compile("#(?:NAME\\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|#+)" + ENDING);

  /** Spreadsheets keep 15 digits of a number and put zeros for the rest. */
  private static final Pattern ROUNDED = Pattern.compile("[1-9][0-9]{14}0{3,}" + ENDING);

  /** No mangled name is longer: longer texts are not looked at. */
  private static final int LONGEST = 40;

  private MangledName() {}

  /** What a name looks like, if it looks like what a spreadsheet made of another. */
  static Optional<String> of(String name) {
    if (name.length() > LONGEST || !mayBe(name.charAt(0))) {
      return Optional.empty();
    }
    if (SCIENTIFIC.matcher(name).matches()) {
      return Optional.of("a number in scientific notation");
    }
    if (FRACTION.matcher(name).matches()) {
      return Optional.of("a whole number written as a decimal");
    }
    if (DATE.matcher(name).matches()) {
      return Optional.of("a date");
    }
    if (ERROR.matcher(name).matches()) {
      return Optional.of("a formula's error");
    }
    if (ROUNDED.matcher(name).matches()) {
      return Optional.of("a number rounded to 15 digits");
    }
    return Optional.empty();
  }

  private static boolean mayBe(char first) {
    return (first >= '0' && first <= '9') || "+-#".indexOf(first) >= 0 || Character.isLetter(first);
  }
}
