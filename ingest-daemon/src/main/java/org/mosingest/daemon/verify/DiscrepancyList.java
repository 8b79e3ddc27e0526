package org.mosingest.daemon.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosingest.daemon.verify.Discrepancy.Kind;

/**
 * Discrepancies, each made anew from its bytes when it is asked for: of a corpus whose clips are
 * gone there is one for each row. Their bytes lie off the heap, eight each are on it. Added to and
 * sorted by one thread at a time; safe for many threads afterwards.
 */
public final class DiscrepancyList extends AbstractList<Discrepancy> implements RandomAccess {

  private static final int CHUNK = 1 << 20;
  private static final List<Kind> KINDS = List.of(Kind.values());

  /** A kind, a line, and the lengths of three texts. */
  private static final int HEAD = 1 + Long.BYTES + 3 * Integer.BYTES;

  private final List<MemorySegment> chunks = new ArrayList<>();
  private int used;

  /** Of each its chunk and where it begins there. */
  private long[] places = new long[16];

  private int size;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  DiscrepancyList() {}

  /** Adds one at the end. */
  void put(Discrepancy found) {
    byte[] name = found.name().getBytes(UTF_8);
    byte[] path = found.path().getBytes(UTF_8);
    byte[] why = found.why().getBytes(UTF_8);
    int length = HEAD + name.length + path.length + why.length;
    if (chunks.isEmpty() || chunks.getLast().byteSize() - used < length) {
      // The first one is small: mostly nothing is found.
      long next = chunks.isEmpty() ? 1 << 12 : CHUNK;
      chunks.add(Arena.ofAuto().allocate(Math.max(next, length)));
      used = 0;
    }
    if (size == places.length) {
      places = Arrays.copyOf(places, size + size / 2);
    }
    places[size++] = ((long) (chunks.size() - 1) << 32) | used;
    counts.merge(found.kind(), 1, Integer::sum);
    MemorySegment chunk = chunks.getLast();
    chunk.set(ValueLayout.JAVA_BYTE, used, (byte) KINDS.indexOf(found.kind()));
    chunk.set(ValueLayout.JAVA_LONG_UNALIGNED, used + 1L, found.line());
    long at = used + 1L + Long.BYTES;
    for (byte[] text : new byte[][] {name, path, why}) {
      chunk.set(ValueLayout.JAVA_INT_UNALIGNED, at, text.length);
      MemorySegment.copy(text, 0, chunk, ValueLayout.JAVA_BYTE, at + Integer.BYTES, text.length);
      at += Integer.BYTES + text.length;
    }
    used += length;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Discrepancy get(int index) {
    return at(places[Objects.checkIndex(index, size)]);
  }

  private Discrepancy at(long place) {
    MemorySegment chunk = chunk(place);
    long at = offset(place) + 1 + Long.BYTES;
    String[] texts = new String[3];
    for (int i = 0; i < texts.length; i++) {
      byte[] text = new byte[chunk.get(ValueLayout.JAVA_INT_UNALIGNED, at)];
      MemorySegment.copy(chunk, ValueLayout.JAVA_BYTE, at + Integer.BYTES, text, 0, text.length);
      texts[i] = new String(text, UTF_8);
      at += Integer.BYTES + text.length;
    }
    return new Discrepancy(kind(place), texts[0], texts[1], line(place), texts[2]);
  }

  private MemorySegment chunk(long place) {
    return chunks.get((int) (place >>> 32));
  }

  private static long offset(long place) {
    return place & 0xffff_ffffL;
  }

  private Kind kind(long place) {
    return KINDS.get(chunk(place).get(ValueLayout.JAVA_BYTE, offset(place)));
  }

  private long line(long place) {
    return chunk(place).get(ValueLayout.JAVA_LONG_UNALIGNED, offset(place) + 1);
  }

  /** How many there are of a kind. */
  public int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** Those of a kind, in the list's order. */
  public Stream<Discrepancy> of(Kind kind) {
    return IntStream.range(0, size)
        .filter(index -> kind(places[index]) == kind)
        .mapToObj(this::get);
  }

  /** Puts them in their order. */
  void sort() {
    sort(0, size);
  }

  private void sort(int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(from, middle);
    sort(middle, to);
    // They mostly come in order.
    if (compare(places[middle - 1], places[middle]) <= 0) {
      return;
    }
    long[] left = Arrays.copyOfRange(places, from, middle);
    int next = 0;
    int right = middle;
    for (int k = from; next < left.length; k++) {
      boolean first = right == to || compare(left[next], places[right]) <= 0;
      places[k] = first ? left[next++] : places[right++];
    }
  }

  private int compare(long one, long other) {
    int byLine = Long.compare(line(one), line(other));
    return byLine != 0 ? byLine : at(one).compareTo(at(other));
  }
}
