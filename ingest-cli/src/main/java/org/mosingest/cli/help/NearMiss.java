package org.mosingest.cli.help;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which of the names that there are is most like one that there is not. */
public final class NearMiss {

  private NearMiss() {}

  /** The name most like this one, however little; empty if there are none. */
  public static Optional<String> nearest(String name, Collection<String> names) {
    return names.stream().min(Comparator.comparingInt(other -> edits(name, other)));
  }

  /**
   * A name so like this one that it was probably meant: it begins like it, or a third of it, or one
   * character, is wrong at most.
   */
  public static Optional<String> likely(String name, Collection<String> names) {
    int letters = name.replace("-", "").length();
    Optional<String> longer =
        names.stream().filter(other -> letters > 1 && other.startsWith(name)).sorted().findFirst();
    return longer.or(
        () ->
            nearest(name, names)
                .filter(other -> letters > 1 && edits(name, other) <= Math.max(1, letters / 3)));
  }

  /**
   * How many characters have to be added, taken out, changed, or swapped with their neighbour:
   * Damerau's distance in its restricted form, also called optimal string alignment.
   */
  private static int edits(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : least(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int least(int[][] cost, String from, String to, int i, int j) {
    char last = from.charAt(i - 1);
    char otherLast = to.charAt(j - 1);
    int change = cost[i - 1][j - 1] + (last == otherLast ? 0 : 1);
    int least = Math.min(change, Math.min(cost[i][j - 1], cost[i - 1][j]) + 1);
    boolean swapped = i > 1 && j > 1 && last == to.charAt(j - 2) && from.charAt(i - 2) == otherLast;
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
