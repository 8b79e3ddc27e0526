package org.mosingest.core.row;

/** Numbers of things, in words: {@code 1 row}, {@code 2 rows}. Stateless. */
public final class Counted {

  private Counted() {}

  /** A number with its noun, whose plural ends in s. */
  public static String of(long count, String noun) {
    return of(count, noun, noun + "s");
  }

  /**
   * A number with what it counts.
   *
   * @param one said of one: {@code row repeats}
   * @param several said of any other number: {@code rows repeat}
   */
  public static String of(long count, String one, String several) {
    return count + " " + word(count, one, several);
  }

  /** All of so many: {@code the only row}, {@code all 7 rows}. */
  public static String all(long count, String noun) {
    return word(count, "the only " + noun, "all " + of(count, noun));
  }

  /** One of two words by a number. */
  public static String word(long count, String one, String several) {
    return count == 1 ? one : several;
  }
}
