package org.mosingest.core.corpus;

import java.util.regex.Pattern;

/** What a cell looks like that should hold a number and holds none. The first that fits is it. */
enum NumberLook {
  PERCENT("percentages", "write them as plain numbers on the corpus's scale, 3.8"),
  DELIMITERS("cells delimited by semicolons or tabs", "save the file with commas"),
  THOUSANDS(
      "numbers with thousands separators", "write them without separators, 1234567 or 1234.5"),
  DECIMAL_COMMA(
      "decimal commas",
      "save the file with points in its numbers, 3.8, or write the commas as points in these columns"),
  DATE(
      "dates: a spreadsheet may have converted numbers",
      "use the file as it was before it was opened in a spreadsheet, or fix these columns"),
  OTHER_DIGITS("digits of another script", "write them with the digits 0 to 9"),
  TEXT("text", "check which column is used: docs/running.md lists the headers");

  private static final Pattern GROUPED =
      Pattern.compile(
          "[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})++\\.[0-9]*|(?:\\.[0-9]{3})++,[0-9]*|(?:[., '’\u00a0\u202f][0-9]{3}){2,}|[ '’\u00a0\u202f][0-9]{3}(?:[.,][0-9]*)?)");
  private static final Pattern GROUPED_ONCE = Pattern.compile("[1-9][0-9]{0,2},[0-9]{3}");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]*,[0-9]+(?:[eE][+-]?[0-9]+)?");
  private static final Pattern DAY =
      Pattern.compile(
          "[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}|[0-9]{1,2}[-. ]+\\p{L}{3,9}\\.?(?:[- ][0-9]{2,4})?|\\p{L}{3,9}\\.?[- ][0-9]{1,4}");

  /** No number that anybody writes is longer: longer texts are not looked at. */
  private static final int LONGEST = 60;

  private final String words;
  private final String todo;

  NumberLook(String words, String todo) {
    this.words = words;
    this.todo = todo;
  }

  /**
   * What a cell looks like.
   *
   * @param whole whether whole numbers belong in its column
   */
  static NumberLook of(String text, boolean whole) {
    if (text.length() > LONGEST) {
      return TEXT;
    }
    if (text.endsWith("%")) {
      return PERCENT;
    }
    if (text.indexOf(';') >= 0 || text.indexOf('\t') >= 0) {
      return DELIMITERS;
    }
    if (GROUPED.matcher(text).matches() || (whole && GROUPED_ONCE.matcher(text).matches())) {
      return THOUSANDS;
    }
    if (COMMA.matcher(text).matches()) {
      return DECIMAL_COMMA;
    }
    if (DAY.matcher(text).matches()) {
      return DATE;
    }
    return text.chars().anyMatch(c -> c > 0x7f && Character.isDigit(c)) ? OTHER_DIGITS : TEXT;
  }

  /** What such cells are, in the plural. */
  String words() {
    return words;
  }

  /** What to do about a table full of them. */
  String todo() {
    return todo;
  }
}
