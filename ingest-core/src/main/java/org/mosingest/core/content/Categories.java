package org.mosingest.core.content;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts counted, of which there may be any number: no more than a fixed number is kept apart. Not
 * safe for many threads.
 */
public final class Categories {

  private final int mostKept;
  private final Map<String, Long> counts = new HashMap<>();
  private long others;

  /**
   * Nothing counted yet.
   *
   * @param mostKept how many texts are told apart; one that is new after that many counts among the
   *     others
   */
  public Categories(int mostKept) {
    if (mostKept < 1) {
      throw new IllegalArgumentException("at least one must be kept: " + mostKept);
    }
    this.mostKept = mostKept;
  }

  /**
   * A text and how often it came.
   *
   * @param name the text
   * @param count how often
   */
  public record Category(String name, long count) {}

  /**
   * The most frequent ones.
   *
   * @param categories the most frequent first, among equals by name
   * @param others how many came that are none of these
   */
  public record Top(List<Category> categories, long others) {
    public Top {
      categories = List.copyOf(categories);
    }
  }

  /** Counts a text. */
  public void add(String name) {
    if (counts.size() >= mostKept && !counts.containsKey(name)) {
      others++;
    } else {
      counts.merge(name, 1L, Long::sum);
    }
  }

  /**
   * The most frequent ones.
   *
   * @param most how many at most
   */
  public Top top(int most) {
    List<Category> sorted =
        counts.entrySet().stream()
            .map(entry -> new Category(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparingLong(Category::count).reversed().thenComparing(Category::name))
            .toList();
    List<Category> first = sorted.subList(0, Math.min(most, sorted.size()));
    long rest = sorted.stream().skip(first.size()).mapToLong(Category::count).sum();
    return new Top(first, others + rest);
  }
}
