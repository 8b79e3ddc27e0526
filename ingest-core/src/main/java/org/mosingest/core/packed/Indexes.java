package org.mosingest.core.packed;

import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Indexes of rows, four bytes each. Immutable. */
public final class Indexes extends AbstractList<Integer> implements RandomAccess {

  private final int[] indexes;

  private Indexes(int[] indexes) {
    this.indexes = indexes;
  }

  /** These, copied. */
  public static Indexes of(int... indexes) {
    return new Indexes(indexes.clone());
  }

  /** The same, copied unless they are held like this already. */
  public static List<Integer> copyOf(List<Integer> indexes) {
    return indexes instanceof Indexes
        ? indexes
        : new Indexes(indexes.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public int size() {
    return indexes.length;
  }

  @Override
  public Integer get(int place) {
    return indexes[Objects.checkIndex(place, indexes.length)];
  }
}
