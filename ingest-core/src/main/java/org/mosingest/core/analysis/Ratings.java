package org.mosingest.core.analysis;

import java.util.List;

/** Numbers of ratings, parted as corpora have them: few, five as most of KonViD-150k, many. */
final class Ratings {

  static final List<String> LABELS =
      List.of("none told", "1 to 4", "5", "6 to 9", "10 to 49", "50 and more");

  private Ratings() {}

  static String label(int ratings) {
    if (ratings == 0) {
      return LABELS.get(0);
    }
    if (ratings < 5) {
      return LABELS.get(1);
    }
    if (ratings == 5) {
      return LABELS.get(2);
    }
    if (ratings < 10) {
      return LABELS.get(3);
    }
    return LABELS.get(ratings < 50 ? 4 : 5);
  }
}
