package org.mosingest.core.packed;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Finds all rows of a name, which several may share, without holding the names: 12 to 24 bytes a
 * row. Not thread-safe while rows are put.
 */
public final class SharedNames {

  private static final int[] NOBODY = {};

  private final IntFunction<String> nameOf;
  private final KeyIndex first = new KeyIndex();

  /** Of each row another one of its name; {@link KeyIndex#NONE} if there is none. */
  private final int[] other;

  /**
   * Empty.
   *
   * @param rows how many rows there are
   * @param nameOf the name of a row that was put, always the same
   */
  public SharedNames(int rows, IntFunction<String> nameOf) {
    this.nameOf = nameOf;
    this.other = new int[rows];
    Arrays.fill(other, KeyIndex.NONE);
  }

  /** Puts a row, once. */
  public void put(int row) {
    String name = nameOf.apply(row);
    int before = first.putIfAbsent(name, row, at -> nameOf.apply(at).equals(name));
    if (before != KeyIndex.NONE) {
      other[row] = other[before];
      other[before] = row;
    }
  }

  /** The rows of a name, ascending. */
  public int[] find(String name) {
    int row = first.find(name, at -> nameOf.apply(at).equals(name));
    if (row == KeyIndex.NONE) {
      return NOBODY;
    }
    int count = 0;
    for (int at = row; at != KeyIndex.NONE; at = other[at]) {
      count++;
    }
    int[] rows = new int[count];
    for (int at = row; at != KeyIndex.NONE; at = other[at]) {
      rows[--count] = at;
    }
    Arrays.sort(rows);
    return rows;
  }
}
