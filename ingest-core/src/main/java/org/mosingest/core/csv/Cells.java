package org.mosingest.core.csv;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** How the text of a CSV cell is taken. */
public final class Cells {

  /**
   * What a number looks like in every release of a corpus. Narrower than {@link
   * Double#parseDouble}, which also takes {@code NaN}, {@code 0x1p3} and {@code 3.5d}. No text can
   * be cut into it in two ways: a cell of a million digits that fails at its last character would
   * be tried in each of them.
   */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private Cells() {}

  /**
   * The text without the blanks around it: all that Unicode calls space or Java white space, byte
   * order marks that pasted files leave inside, and control characters, which {@link String#trim}
   * drops too.
   */
  static String strip(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && isBlank(cell.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(cell.charAt(to - 1))) {
      to--;
    }
    return cell.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\ufeff' || Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  /**
   * The number that the whole text is, in ASCII decimal notation; empty if it is anything else or
   * not finite.
   */
  public static OptionalDouble decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    // Adding 0.0 turns -0.0, which would be written with its sign, into 0.0.
    return Double.isFinite(value) ? OptionalDouble.of(value + 0.0) : OptionalDouble.empty();
  }

  /** A spread: the number; empty where the text is no number from 0. */
  public static OptionalDouble spread(String text) {
    OptionalDouble value = decimal(text);
    return value.isPresent() && value.getAsDouble() < 0 ? OptionalDouble.empty() : value;
  }

  /**
   * A count: the number without its fraction; empty where the text is no number from 0 that an
   * {@code int} holds.
   */
  public static OptionalInt count(String text) {
    OptionalDouble read = decimal(text);
    double value = read.orElse(-1);
    return value >= 0 && value < Integer.MAX_VALUE + 1.0
        ? OptionalInt.of((int) value)
        : OptionalInt.empty();
  }

  /** Whether the text is a number that is not whole. */
  public static boolean isFraction(String text) {
    OptionalDouble value = decimal(text);
    return value.isPresent() && value.getAsDouble() != Math.rint(value.getAsDouble());
  }

  /** Whether the whole text is a number in ASCII decimal notation, of any size. */
  public static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }
}
