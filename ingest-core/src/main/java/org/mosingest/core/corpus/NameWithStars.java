package org.mosingest.core.corpus;

import java.util.Locale;

/**
 * A file name in which each star stands for any characters, whatever their case. Its parts are
 * looked for from left to right, each once: no pattern takes longer than its length times the
 * name's. Immutable.
 */
final class NameWithStars {

  private final String[] parts;

  NameWithStars(String pattern) {
    parts = pattern.toLowerCase(Locale.ROOT).split("\\*", -1);
  }

  /** Whether it is the name. */
  boolean matches(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String first = parts[0];
    String last = parts[parts.length - 1];
    if (parts.length == 1) {
      return lower.equals(first);
    }
    int end = lower.length() - last.length();
    if (end < first.length() || !lower.startsWith(first) || !lower.endsWith(last)) {
      return false;
    }
    int at = first.length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = lower.indexOf(parts[i], at);
      if (found < 0 || found + parts[i].length() > end) {
        return false;
      }
      at = found + parts[i].length();
    }
    return true;
  }
}
