package org.mosingest.core.failures;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;
import org.mosingest.core.row.Text;

/**
 * A regular expression that somebody gave to choose failures by their reason, in RE2's syntax: no
 * backreferences and no look-around. Its time grows with the length of the reason and never
 * explodes, whatever the expression (<a
 * href="https://swtch.com/~rsc/regexp/regexp1.html">Thompson's construction</a>). Immutable; two of
 * the same text are equal.
 */
public final class ReasonPattern {

  /** The longest expression, in characters. */
  public static final int LONGEST = 1000;

  /**
   * How long an expression may become with its repetitions written out: reckoned before it is
   * compiled, since a short one can ask for more than the memory holds.
   */
  private static final long LONGEST_WRITTEN_OUT = 100_000;

  /** The largest program; matching takes this many steps a character at most. */
  private static final int LARGEST_PROGRAM = 2000;

  private static final java.util.regex.Pattern REPETITION =
      java.util.regex.Pattern.compile("\\{(\\d{1,4}+)(?:,(\\d{0,4}+))?\\}");

  private static final ReasonPattern ANY = new ReasonPattern(Pattern.compile(""));

  private final Pattern pattern;

  private ReasonPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /** The one that finds something in every reason. */
  public static ReasonPattern any() {
    return ANY;
  }

  /**
   * Reads an expression.
   *
   * @throws BadPatternException if it is none, or too large
   */
  public static ReasonPattern of(String text) throws BadPatternException {
    if (text.length() > LONGEST) {
      throw new BadPatternException(
          "a regular expression may have "
              + LONGEST
              + " characters; this one has "
              + text.length());
    }
    if (writtenOut(text) > LONGEST_WRITTEN_OUT) {
      throw tooLarge(text);
    }
    Pattern pattern;
    try {
      pattern = Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new BadPatternException(
          "'" + Text.printable(text) + "' is not a regular expression: " + Text.printable(why(e)));
    }
    if (pattern.programSize() > LARGEST_PROGRAM) {
      throw tooLarge(text);
    }
    return new ReasonPattern(pattern);
  }

  private static BadPatternException tooLarge(String text) {
    return new BadPatternException(
        "'" + Text.printable(text) + "' repeats too much: use smaller numbers in braces");
  }

  /** No less than the length with every repetition written out, wherever they nest. */
  private static long writtenOut(String text) {
    return REPETITION
        .matcher(text)
        .results()
        .mapToLong(ReasonPattern::most)
        .reduce(text.length(), (length, times) -> Math.min(length * times, Integer.MAX_VALUE));
  }

  private static long most(MatchResult repetition) {
    long least = Long.parseLong(repetition.group(1));
    String most = repetition.group(2);
    return Math.max(1, most == null || most.isEmpty() ? least : Long.parseLong(most));
  }

  private static String why(PatternSyntaxException fault) {
    String words = fault.getDescription();
    String where = fault.getPattern();
    if (words.contains("internal error")) {
      // What the library says where nothing is left for an operator or a parenthesis to close.
      return "unexpected )";
    }
    String what = where.isEmpty() ? words : words + " at '" + where + "'";
    boolean unsupported = where.startsWith("(?") || where.startsWith("\\");
    return unsupported ? what + " (look-around and backreferences are not supported)" : what;
  }

  /** Whether the expression finds something in a reason. */
  public boolean finds(String reason) {
    return pattern.matcher(reason).find();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReasonPattern that && pattern.equals(that.pattern);
  }

  @Override
  public int hashCode() {
    return pattern.hashCode();
  }

  /** The expression as it was given. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
