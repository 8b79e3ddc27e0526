package org.mosingest.core.packed;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;

/**
 * Sorts numbers by what they stand for, which is made anew whenever it is compared; stable. What is
 * in order already costs next to nothing.
 *
 * @param <T> what numbers stand for
 */
public final class NumberSort<T> {

  /** So many are made at once and sorted as such; more are merged. */
  private static final int AT_ONCE = 1 << 16;

  private final IntFunction<T> meaning;
  private final Comparator<? super T> order;

  /**
   * A way of sorting.
   *
   * @param meaning what a number stands for, always the same
   */
  public NumberSort(IntFunction<T> meaning, Comparator<? super T> order) {
    this.meaning = meaning;
    this.order = order;
  }

  /** Sorts a part of an array. */
  public void sort(int[] numbers, int from, int to) {
    if (to - from <= AT_ONCE) {
      sortAtOnce(numbers, from, to);
      return;
    }
    int middle = (from + to) >>> 1;
    sort(numbers, from, middle);
    sort(numbers, middle, to);
    merge(numbers, from, middle, to);
  }

  private void sortAtOnce(int[] numbers, int from, int to) {
    record Numbered<T>(T meaning, int number) {}
    @SuppressWarnings({"unchecked", "rawtypes"})
    Numbered<T>[] all = new Numbered[to - from];
    Arrays.setAll(all, i -> new Numbered<>(meaning.apply(numbers[from + i]), numbers[from + i]));
    Arrays.sort(all, Comparator.comparing(Numbered::meaning, order));
    for (int i = from; i < to; i++) {
      numbers[i] = all[i - from].number();
    }
  }

  /** Makes one sorted part of two that are sorted and lie beside each other. */
  public void merge(int[] numbers, int from, int middle, int to) {
    // They mostly come in order.
    if (from == middle
        || middle == to
        || order.compare(meaning.apply(numbers[middle - 1]), meaning.apply(numbers[middle])) <= 0) {
      return;
    }
    int[] left = Arrays.copyOfRange(numbers, from, middle);
    int i = 0;
    int j = middle;
    T one = meaning.apply(left[0]);
    T other = meaning.apply(numbers[middle]);
    for (int k = from; i < left.length; k++) {
      if (j >= to || order.compare(one, other) <= 0) {
        numbers[k] = left[i++];
        one = i < left.length ? meaning.apply(left[i]) : one;
      } else {
        numbers[k] = numbers[j++];
        other = j < to ? meaning.apply(numbers[j]) : other;
      }
    }
  }
}
