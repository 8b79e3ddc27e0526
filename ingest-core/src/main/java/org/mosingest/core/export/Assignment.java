package org.mosingest.core.export;

import java.util.Arrays;
import java.util.List;

/** The part of each row. Not thread-safe while it grows. */
final class Assignment {

  private final List<String> parts;
  private byte[] partOf = new byte[1024];
  private int rows;

  /**
   * None assigned yet.
   *
   * @param parts the parts' names, 127 at most; one empty name where nothing is split
   */
  Assignment(List<String> parts) {
    this.parts = List.copyOf(parts);
  }

  List<String> parts() {
    return parts;
  }

  /** The next row's part, by its place among the names. */
  void add(int part) {
    if (rows == partOf.length) {
      partOf = Arrays.copyOf(partOf, rows * 2);
    }
    partOf[rows++] = (byte) part;
  }

  int rows() {
    return rows;
  }

  int placeOf(int row) {
    return partOf[row];
  }

  String part(int row) {
    return parts.get(placeOf(row));
  }
}
