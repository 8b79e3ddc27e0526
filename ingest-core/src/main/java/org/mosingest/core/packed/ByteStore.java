package org.mosingest.core.packed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Records of bytes off the heap, numbered from 0 in the order in which they were added; four to six
 * bytes each are on it. Added to by one thread at a time; safe for many threads while nothing is
 * added.
 */
public final class ByteStore {

  /** Each record begins at a multiple of so many bytes, so that its place is a small number. */
  private static final int UNIT = Long.BYTES;

  /** How many bits of a place tell the unit within its chunk. */
  private static final int UNIT_BITS = 17;

  private static final int UNITS = 1 << UNIT_BITS;
  private static final int CHUNK = UNITS * UNIT;

  private final List<MemorySegment> chunks = new ArrayList<>();
  private int used;

  /** Of each record where it begins, in units, as if all chunks were equally large. */
  private int[] places = new int[16];

  private int size;

  /** An empty one. */
  public ByteStore() {}

  /** How many records there are. */
  public int size() {
    return size;
  }

  /**
   * Adds a record.
   *
   * @return its number
   * @throws IllegalStateException if all records together take more than 32 GB
   */
  public int add(byte[] record) {
    int length = record.length + Integer.BYTES;
    if (chunks.isEmpty() || chunks.getLast().byteSize() - used < length) {
      // The first one is small: most corpora are, and mostly nothing is wrong with them.
      long next = chunks.isEmpty() ? 1 << 12 : CHUNK;
      requireRoom();
      chunks.add(Arena.ofAuto().allocate(Math.max(next, length)));
      used = 0;
    }
    MemorySegment chunk = chunks.getLast();
    chunk.set(ValueLayout.JAVA_INT_UNALIGNED, used, record.length);
    MemorySegment.copy(
        record, 0, chunk, ValueLayout.JAVA_BYTE, used + Integer.BYTES, record.length);
    if (size == places.length) {
      places = Arrays.copyOf(places, size + size / 2);
    }
    places[size] = ((chunks.size() - 1) << UNIT_BITS) + used / UNIT;
    used = Math.ceilDiv(used + length, UNIT) * UNIT;
    return size++;
  }

  private void requireRoom() {
    if (chunks.size() * (long) UNITS >= 1L << Integer.SIZE) {
      throw new IllegalStateException(size + " records take more than 32 GB");
    }
  }

  /** A copy of a record. */
  public byte[] get(int number) {
    MemorySegment record = record(number);
    byte[] bytes = new byte[record.get(ValueLayout.JAVA_INT_UNALIGNED, 0)];
    MemorySegment.copy(record, ValueLayout.JAVA_BYTE, Integer.BYTES, bytes, 0, bytes.length);
    return bytes;
  }

  /** The record's first byte, which must be there. */
  public byte firstByte(int number) {
    return record(number).get(ValueLayout.JAVA_BYTE, Integer.BYTES);
  }

  private MemorySegment record(int number) {
    int place = places[Objects.checkIndex(number, size)];
    long within = (place & (UNITS - 1)) * (long) UNIT;
    return chunks.get(place >>> UNIT_BITS).asSlice(within);
  }
}
