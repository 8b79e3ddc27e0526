package org.mosingest.core.profile;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.failures.ReasonPattern;

/**
 * A regular expression on clip names and cells, in RE2's syntax. Its time grows with the text's
 * length and never explodes. Immutable; two of the same text are equal.
 */
public final class NamePattern {

  private final Pattern pattern;

  private NamePattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Reads an expression.
   *
   * @throws BadPatternException if it is none, or too large
   */
  public static NamePattern of(String text) throws BadPatternException {
    // It has the measures for what comes from outside.
    ReasonPattern checked = ReasonPattern.of(text);
    return new NamePattern(Pattern.compile(checked.toString()));
  }

  /** A whole name in which each star stands for any characters, whatever their case. */
  public static NamePattern ofStars(String name) {
    String parts =
        Arrays.stream(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return new NamePattern(
        Pattern.compile("\\A" + parts + "\\z", Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
  }

  /** Whether the expression finds something in the text. */
  public boolean finds(String text) {
    return pattern.matcher(text).find();
  }

  /** What the first group found, or the whole expression if it has none; empty if nothing. */
  public Optional<String> firstGroup(String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find()
        ? Optional.ofNullable(matcher.group(matcher.groupCount() > 0 ? 1 : 0))
        : Optional.empty();
  }

  /** What the group of that name found; empty if nothing, or if there is no such group. */
  public Optional<String> group(String name, String text) {
    if (!pattern.namedGroups().containsKey(name)) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.ofNullable(matcher.group(name)) : Optional.empty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NamePattern that && pattern.pattern().equals(that.pattern.pattern());
  }

  @Override
  public int hashCode() {
    return pattern.pattern().hashCode();
  }

  @Override
  public String toString() {
    return pattern.pattern();
  }
}
