package org.mosingest.core.packed;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.security.SecureRandom;
import java.util.function.IntPredicate;

/**
 * Finds numbers by texts without holding the texts: whoever asks compares. Eight to twenty bytes a
 * number. Texts from outside cannot be made to collide. Not thread-safe.
 */
public final class KeyIndex {

  /** None has that key. */
  public static final int NONE = -1;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final HashFunction hash = Hashing.sipHash24(RANDOM.nextLong(), RANDOM.nextLong());

  /** Of each number half of its key's hash and the number plus 1; 0 where a slot is free. */
  private long[] slots = new long[64];

  private int count;

  /**
   * The first number that was put under that key; {@link #NONE} if there is none.
   *
   * @param same whether a number's key is the one looked for
   */
  public int find(String key, IntPredicate same) {
    return find(half(key), same);
  }

  /**
   * Puts a number under a key that has none yet.
   *
   * @param number not negative
   * @param same whether a number's key is this one
   * @return the number that the key has already; {@link #NONE} if it has this one now
   */
  public int putIfAbsent(String key, int number, IntPredicate same) {
    int half = half(key);
    int before = find(half, same);
    if (before == NONE) {
      put(half, number);
    }
    return before;
  }

  /** What an index of so many keys takes of the heap, in bytes. */
  public static long heapBytes(long keys) {
    return Long.BYTES * slotsFor(keys);
  }

  /** A power of two; at most three quarters of the slots are taken. */
  private static long slotsFor(long keys) {
    return Math.max(64, Long.highestOneBit(Math.max(1, keys * 4 / 3)) * 2);
  }

  private int find(int half, IntPredicate same) {
    int mask = slots.length - 1;
    for (int slot = half & mask; slots[slot] != 0; slot = (slot + 1) & mask) {
      int number = (int) slots[slot] - 1;
      if ((int) (slots[slot] >>> 32) == half && same.test(number)) {
        return number;
      }
    }
    return NONE;
  }

  /**
   * Puts a number under a key.
   *
   * @param number not negative
   */
  public void put(String key, int number) {
    put(half(key), number);
  }

  private void put(int half, int number) {
    if (++count > slots.length / 4 * 3) {
      grow();
    }
    place(((long) half << 32) | (number + 1));
  }

  private void grow() {
    long[] before = slots;
    slots = new long[2 * before.length];
    for (long slot : before) {
      if (slot != 0) {
        place(slot);
      }
    }
  }

  private void place(long entry) {
    int mask = slots.length - 1;
    int slot = (int) (entry >>> 32) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry;
  }

  private int half(String key) {
    return (int) hash.hashUnencodedChars(key).asLong();
  }
}
