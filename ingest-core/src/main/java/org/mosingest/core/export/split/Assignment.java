package org.mosingest.core.export.split;

import java.util.Arrays;
import java.util.List;

/** The part of each row. Not thread-safe while it grows. */
public final class Assignment {

  private final List<String> parts;
  private byte[] partOf = new byte[1024];
  private int rows;

  /**
   * None assigned yet.
   *
   * @param parts the parts' names, 127 at most; one empty name where nothing is split
   */
  public Assignment(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The parts' names. */
  public List<String> parts() {
    return parts;
  }

  /** The next row's part, by its place among the names. */
  public void add(int part) {
    if (rows == partOf.length) {
      partOf = Arrays.copyOf(partOf, rows * 2);
    }
    partOf[rows++] = (byte) part;
  }

  /** How many rows have their part. */
  public int rows() {
    return rows;
  }

  /** The place of a row's part among the names. */
  public int placeOf(int row) {
    return partOf[row];
  }

  /** The name of a row's part. */
  public String part(int row) {
    return parts.get(placeOf(row));
  }
}
