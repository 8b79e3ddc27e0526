package org.mosingest.core.packed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.mosingest.core.row.Sha256;

/**
 * SHA-256 sums of contents, each with the MOS of its row: 40 bytes each off the heap, and 5 to 11
 * on it. Not thread-safe while sums are put.
 */
public final class SumScores {

  /** No place. */
  public static final int NOWHERE = -1;

  private static final long ENTRY = 40;
  private static final int CHUNK = 1 << 14;

  private final List<MemorySegment> chunks = new ArrayList<>();
  private int[] slots = new int[64];
  private int count;
  private int marked;

  /** How many there are. */
  public int size() {
    return count;
  }

  /** What so many sums take of the heap, in bytes. */
  public static long heapBytes(long sums) {
    // As many slots as an index of keys has, of half the size.
    return KeyIndex.heapBytes(sums) / 2;
  }

  /**
   * Puts a sum, unless it is there.
   *
   * @param mos NaN where its row has none
   * @return whether it was put
   */
  public boolean put(Sha256 sum, double mos) {
    int slot = slot(sum);
    if (slots[slot] != 0) {
      return false;
    }
    if (count % CHUNK == 0) {
      chunks.add(Arena.ofAuto().allocate(CHUNK * ENTRY, Long.BYTES));
    }
    MemorySegment chunk = chunks.getLast();
    long at = count % CHUNK * ENTRY;
    chunk.set(ValueLayout.JAVA_LONG, at, sum.a());
    chunk.set(ValueLayout.JAVA_LONG, at + 8, sum.b());
    chunk.set(ValueLayout.JAVA_LONG, at + 16, sum.c());
    chunk.set(ValueLayout.JAVA_LONG, at + 24, sum.d());
    chunk.set(ValueLayout.JAVA_DOUBLE, at + 32, mos);
    slots[slot] = ++count;
    if (count > slots.length / 4 * 3) {
      grow();
    }
    return true;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int i = 0; i < count; i++) {
      slots[slot(sum(i))] = i + 1;
    }
  }

  /** Where the sum is, or would be. */
  private int slot(Sha256 sum) {
    int mask = slots.length - 1;
    int slot = (int) sum.b() & mask;
    while (slots[slot] != 0 && !is(slots[slot] - 1, sum)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean is(int entry, Sha256 sum) {
    MemorySegment chunk = chunks.get(entry / CHUNK);
    long at = entry % CHUNK * ENTRY;
    return chunk.get(ValueLayout.JAVA_LONG, at) == sum.a()
        && chunk.get(ValueLayout.JAVA_LONG, at + 8) == sum.b()
        && chunk.get(ValueLayout.JAVA_LONG, at + 16) == sum.c()
        && chunk.get(ValueLayout.JAVA_LONG, at + 24) == sum.d();
  }

  private Sha256 sum(int entry) {
    MemorySegment chunk = chunks.get(entry / CHUNK);
    long at = entry % CHUNK * ENTRY;
    return new Sha256(
        chunk.get(ValueLayout.JAVA_LONG, at),
        chunk.get(ValueLayout.JAVA_LONG, at + 8),
        chunk.get(ValueLayout.JAVA_LONG, at + 16),
        chunk.get(ValueLayout.JAVA_LONG, at + 24));
  }

  /** Whether it is there. */
  public boolean has(Sha256 sum) {
    return slots[slot(sum)] != 0;
  }

  /** Marks all that were put so far. */
  public void mark() {
    marked = count;
  }

  /** Its place among those that were marked, from 0; {@link #NOWHERE} if it is none of them. */
  public int markedPlace(Sha256 sum) {
    int place = slots[slot(sum)] - 1;
    return place < marked ? place : NOWHERE;
  }

  /** The MOS that was put with it; NaN if there is none, or the sum is not there. */
  public double mos(Sha256 sum) {
    int entry = slots[slot(sum)] - 1;
    return entry < 0
        ? Double.NaN
        : chunks.get(entry / CHUNK).get(ValueLayout.JAVA_DOUBLE, entry % CHUNK * ENTRY + 32);
  }

  /** The sums, in the order in which they were put; a view that cannot be changed. */
  public Set<Sha256> sums() {
    return new Sums();
  }

  private final class Sums extends AbstractSet<Sha256> {

    @Override
    public int size() {
      return count;
    }

    @Override
    public boolean contains(Object other) {
      return other instanceof Sha256 sum && has(sum);
    }

    @Override
    public Iterator<Sha256> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < count;
        }

        @Override
        public Sha256 next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          return sum(next++);
        }
      };
    }
  }
}
