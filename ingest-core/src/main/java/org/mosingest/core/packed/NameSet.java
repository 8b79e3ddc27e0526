package org.mosingest.core.packed;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;

/**
 * Names of rows, from which names can be taken out: some 24 bytes a row, and no name is held. Not
 * thread-safe.
 */
public final class NameSet extends AbstractSet<String> {

  private final IntFunction<String> nameOf;
  private final KeyIndex index = new KeyIndex();

  /** The rows of all names that ever were there; {@link #present} says which still are. */
  private int[] rows = new int[16];

  private final BitSet present = new BitSet();
  private int ever;

  /**
   * Empty.
   *
   * @param nameOf the name of a row that was put, always the same
   */
  public NameSet(IntFunction<String> nameOf) {
    this.nameOf = nameOf;
  }

  /** Puts the name of a row, unless it is there. */
  public void put(int row) {
    String name = nameOf.apply(row);
    int before = index.putIfAbsent(name, ever, at -> name(at).equals(name));
    if (before != KeyIndex.NONE) {
      present.set(before);
      return;
    }
    if (ever == rows.length) {
      rows = Arrays.copyOf(rows, 2 * ever);
    }
    rows[ever] = row;
    present.set(ever++);
  }

  private String name(int at) {
    return nameOf.apply(rows[at]);
  }

  private int place(Object name) {
    int at =
        name instanceof String text
            ? index.find(text, other -> name(other).equals(text))
            : KeyIndex.NONE;
    return at != KeyIndex.NONE && present.get(at) ? at : KeyIndex.NONE;
  }

  @Override
  public int size() {
    return present.cardinality();
  }

  @Override
  public boolean contains(Object name) {
    return place(name) != KeyIndex.NONE;
  }

  @Override
  public boolean remove(Object name) {
    int at = place(name);
    if (at == KeyIndex.NONE) {
      return false;
    }
    present.clear(at);
    return true;
  }

  /** In the order in which they were put first. */
  @Override
  public Iterator<String> iterator() {
    return new Iterator<>() {
      private int last = -1;

      @Override
      public boolean hasNext() {
        return present.nextSetBit(last + 1) >= 0;
      }

      @Override
      public String next() {
        int next = present.nextSetBit(last + 1);
        if (next < 0) {
          throw new NoSuchElementException();
        }
        last = next;
        return name(last);
      }

      @Override
      public void remove() {
        present.clear(last);
      }
    };
  }
}
