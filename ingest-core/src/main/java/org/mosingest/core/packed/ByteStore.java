package org.mosingest.core.packed;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Records of bytes off the heap, numbered from 0 in the order in which they were added; eight bytes
 * each are on it. Added to by one thread at a time; safe for many threads while nothing is added.
 */
public final class ByteStore {

  private static final int CHUNK = 1 << 20;

  private final List<MemorySegment> chunks = new ArrayList<>();
  private int used;

  /** Of each record its chunk and where it begins there. */
  private long[] places = new long[16];

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
   */
  public int add(byte[] record) {
    int length = record.length + Integer.BYTES;
    if (chunks.isEmpty() || chunks.getLast().byteSize() - used < length) {
      // The first one is small: most corpora are, and mostly nothing is wrong with them.
      long next = chunks.isEmpty() ? 1 << 12 : CHUNK;
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
    places[size] = ((long) (chunks.size() - 1) << 32) | used;
    used += length;
    return size++;
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
    long place = places[Objects.checkIndex(number, size)];
    return chunks.get((int) (place >>> 32)).asSlice(place & 0xffff_ffffL);
  }
}
