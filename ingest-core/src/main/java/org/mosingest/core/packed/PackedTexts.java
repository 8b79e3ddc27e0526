package org.mosingest.core.packed;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Different texts, numbered from 0 in the order in which they were added: their bytes off the heap,
 * some 20 bytes each on it. Not thread-safe.
 */
public final class PackedTexts {

  private final ByteStore texts = new ByteStore();
  private final KeyIndex index = new KeyIndex();
  private final NumberSort<String> sort = new NumberSort<>(this::get, Comparator.naturalOrder());

  /** Numbers in the order of their texts; the first so many texts are there. */
  private int[] order = new int[0];

  /** How many there are. */
  public int size() {
    return texts.size();
  }

  /** The number of a text; {@link KeyIndex#NONE} if it was not added. */
  public int find(String text) {
    return index.find(text, number -> get(number).equals(text));
  }

  /** The number of a text, which is added unless it was before. */
  public int numberOf(String text) {
    int before = index.putIfAbsent(text, size(), number -> get(number).equals(text));
    return before != KeyIndex.NONE ? before : texts.add(TextBytes.of(text));
  }

  /** The text of a number. */
  public String get(int number) {
    return TextBytes.text(texts.get(number));
  }

  /**
   * The numbers of all texts in the order of {@link String#compareTo}. What was sorted before is
   * merged with what is new. The array is not to be changed.
   */
  public int[] sorted() {
    int sorted = order.length;
    if (sorted < size()) {
      int[] all = Arrays.copyOf(order, size());
      for (int i = sorted; i < all.length; i++) {
        all[i] = i;
      }
      sort.sort(all, sorted, all.length);
      sort.merge(all, 0, sorted, all.length);
      order = all;
    }
    return order;
  }
}
