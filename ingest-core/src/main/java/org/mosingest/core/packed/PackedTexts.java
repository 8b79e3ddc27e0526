package org.mosingest.core.packed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Different texts, numbered from 0 in the order in which they were added: their bytes off the heap,
 * some 20 bytes each on it. Not thread-safe.
 */
public final class PackedTexts {

  private static final int CHUNK = 1 << 20;

  /** So many texts are sorted as such; longer lists are merged. */
  private static final int SORTED_AT_ONCE = 1 << 16;

  private final List<MemorySegment> chunks = new ArrayList<>();
  private final KeyIndex index = new KeyIndex();
  private int used;

  /** Of each text its chunk and where it begins there. */
  private long[] places = new long[16];

  private int size;

  /** Numbers in the order of their texts; the first {@link #sorted} ones are there. */
  private int[] order = new int[0];

  private int sorted;

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The number of a text; {@link KeyIndex#NONE} if it was not added. */
  public int find(String text) {
    return index.find(text, number -> get(number).equals(text));
  }

  /** The number of a text, which is added unless it was before. */
  public int numberOf(String text) {
    int before = index.putIfAbsent(text, size, number -> get(number).equals(text));
    if (before != KeyIndex.NONE) {
      return before;
    }
    add(text);
    return size++;
  }

  private void add(String text) {
    byte[] bytes = coded(text);
    int length = bytes.length + Integer.BYTES;
    if (chunks.isEmpty() || chunks.getLast().byteSize() - used < length) {
      // The first one is small, as most corpora are.
      long next = chunks.isEmpty() ? 1 << 12 : CHUNK;
      chunks.add(Arena.ofAuto().allocate(Math.max(next, length)));
      used = 0;
    }
    MemorySegment chunk = chunks.getLast();
    chunk.set(ValueLayout.JAVA_INT_UNALIGNED, used, bytes.length);
    MemorySegment.copy(bytes, 0, chunk, ValueLayout.JAVA_BYTE, used + Integer.BYTES, bytes.length);
    if (size == places.length) {
      places = Arrays.copyOf(places, size + size / 2);
    }
    places[size] = ((long) (chunks.size() - 1) << 32) | used;
    used += length;
  }

  /** The text of a number. */
  public String get(int number) {
    MemorySegment chunk = chunks.get((int) (places[number] >>> 32));
    int at = (int) places[number];
    byte[] bytes = new byte[chunk.get(ValueLayout.JAVA_INT_UNALIGNED, at)];
    MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, at + Integer.BYTES, bytes, 0, bytes.length);
    return decoded(bytes);
  }

  /** What UTF-8 cannot hold, a lone surrogate from a file that was edited, is written as UTF-16. */
  private static byte[] coded(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    if (new String(utf8, UTF_8).equals(text)) {
      return utf8;
    }
    byte[] raw = new byte[1 + 2 * text.length()];
    raw[0] = RAW;
    for (int i = 0; i < text.length(); i++) {
      raw[1 + 2 * i] = (byte) (text.charAt(i) >> 8);
      raw[2 + 2 * i] = (byte) text.charAt(i);
    }
    return raw;
  }

  /** No UTF-8 begins with it. */
  private static final byte RAW = (byte) 0xff;

  private static String decoded(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != RAW) {
      return new String(bytes, UTF_8);
    }
    StringBuilder text = new StringBuilder(bytes.length / 2);
    for (int i = 1; i < bytes.length; i += 2) {
      text.append((char) ((bytes[i] << 8) | Byte.toUnsignedInt(bytes[i + 1])));
    }
    return text.toString();
  }

  /**
   * The numbers of all texts in the order of {@link String#compareTo}. What was sorted before is
   * merged with what is new. The array is not to be changed.
   */
  public int[] sorted() {
    if (sorted < size) {
      int[] all = Arrays.copyOf(order, size);
      for (int i = sorted; i < size; i++) {
        all[i] = i;
      }
      sort(all, sorted, size);
      merge(all, 0, sorted, size);
      order = all;
      sorted = size;
    }
    return order;
  }

  private void sort(int[] all, int from, int to) {
    if (to - from <= SORTED_AT_ONCE) {
      record Named(String text, int number) {}
      Named[] named = new Named[to - from];
      for (int i = from; i < to; i++) {
        named[i - from] = new Named(get(all[i]), all[i]);
      }
      Arrays.sort(named, Comparator.comparing(Named::text));
      for (int i = from; i < to; i++) {
        all[i] = named[i - from].number();
      }
      return;
    }
    int middle = (from + to) >>> 1;
    sort(all, from, middle);
    sort(all, middle, to);
    merge(all, from, middle, to);
  }

  private void merge(int[] all, int from, int middle, int to) {
    // Texts mostly come in order.
    if (from == middle || middle == to || get(all[middle - 1]).compareTo(get(all[middle])) <= 0) {
      return;
    }
    int[] left = Arrays.copyOfRange(all, from, middle);
    int i = 0;
    int j = middle;
    String one = get(left[0]);
    String other = get(all[middle]);
    for (int k = from; i < left.length; k++) {
      if (j >= to || one.compareTo(other) <= 0) {
        all[k] = left[i++];
        one = i < left.length ? get(left[i]) : one;
      } else {
        all[k] = all[j++];
        other = j < to ? get(all[j]) : other;
      }
    }
  }
}
