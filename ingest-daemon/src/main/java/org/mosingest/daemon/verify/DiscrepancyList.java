package org.mosingest.daemon.verify;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosingest.core.packed.ByteStore;
import org.mosingest.core.packed.NumberSort;
import org.mosingest.core.packed.TextBytes;
import org.mosingest.daemon.verify.Discrepancy.Kind;

/**
 * Discrepancies, each made anew from its bytes when it is asked for: of a corpus whose clips are
 * gone there is one for each row. Their bytes lie off the heap, twelve each are on it. Added to and
 * sorted by one thread at a time; safe for many threads afterwards.
 */
public final class DiscrepancyList extends AbstractList<Discrepancy> implements RandomAccess {

  private static final List<Kind> KINDS = List.of(Kind.values());

  /** A kind, a line, and the lengths of three texts. */
  private static final int HEAD = 1 + Long.BYTES + 3 * Integer.BYTES;

  private final ByteStore records = new ByteStore();
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

  /** The numbers of the records in their order, as far as they were sorted. */
  private int[] order = new int[0];

  DiscrepancyList() {}

  /** Adds one at the end. */
  void put(Discrepancy found) {
    byte[] name = TextBytes.of(found.name());
    byte[] path = TextBytes.of(found.path());
    byte[] why = TextBytes.of(found.why());
    ByteBuffer record = ByteBuffer.allocate(HEAD + name.length + path.length + why.length);
    record.put((byte) KINDS.indexOf(found.kind())).putLong(found.line());
    for (byte[] text : List.of(name, path, why)) {
      record.putInt(text.length).put(text);
    }
    records.add(record.array());
    counts.merge(found.kind(), 1, Integer::sum);
  }

  @Override
  public int size() {
    return records.size();
  }

  @Override
  public Discrepancy get(int index) {
    return record(number(index));
  }

  private int number(int index) {
    return index < order.length ? order[index] : Objects.checkIndex(index, size());
  }

  private Discrepancy record(int number) {
    ByteBuffer record = ByteBuffer.wrap(records.get(number));
    Kind kind = KINDS.get(record.get());
    long line = record.getLong();
    return new Discrepancy(kind, text(record), text(record), line, text(record));
  }

  private static String text(ByteBuffer record) {
    byte[] text = new byte[record.getInt()];
    record.get(text);
    return TextBytes.text(text);
  }

  /** How many there are of a kind. */
  public int count(Kind kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** Those of a kind, in the list's order. */
  public Stream<Discrepancy> of(Kind kind) {
    int code = KINDS.indexOf(kind);
    return IntStream.range(0, size())
        .filter(index -> records.firstByte(number(index)) == code)
        .mapToObj(this::get);
  }

  /** Puts them in their order. */
  void sort() {
    int[] all = IntStream.range(0, size()).map(this::number).toArray();
    new NumberSort<>(this::record, Comparator.<Discrepancy>naturalOrder()).sort(all, 0, all.length);
    order = all;
  }
}
