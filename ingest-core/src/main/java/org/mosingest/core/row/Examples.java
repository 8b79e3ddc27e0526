package org.mosingest.core.row;

import java.util.ArrayList;
import java.util.List;

/**
 * How many of a kind there are, and the first of them.
 *
 * @param count how many
 * @param first the first few, printable
 */
public record Examples(int count, List<String> first) {

  /** How many of a kind are named. */
  public static final int NAMED = 5;

  /** None. */
  public static final Examples NONE = new Examples(0, List.of());

  public Examples {
    first = List.copyOf(first);
    if (first.size() > count) {
      throw new IllegalArgumentException(
          first.size() + " are named and only " + count + " counted");
    }
  }

  /** Whether there is any. */
  public boolean any() {
    return count > 0;
  }

  /** Counts one after the other. Not thread-safe. */
  public static final class Counter {
    private final List<String> first = new ArrayList<>();
    private int count;

    /** One more; whatever text it is. */
    public void add(String example) {
      if (count++ < NAMED) {
        first.add(Text.printable(example));
      }
    }

    /** What was counted so far. */
    public Examples examples() {
      return new Examples(count, first);
    }
  }
}
