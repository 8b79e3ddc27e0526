package org.mosingest.core.corpus;

import org.mosingest.core.row.Counted;

/** What can be odd about a row that is taken all the same. */
public enum Oddity {
  /** A quoted cell runs over several lines: meant so, or a quote was left open. */
  LINE_BREAK("row with a line break inside a cell", "rows with a line break inside a cell"),
  /** The spread is no number from 0. */
  BAD_SPREAD("spread that is negative or not a number", "spreads that are negative or not numbers"),
  /** The count is no whole number from 0. */
  BAD_COUNT(
      "count that is negative or not a whole number",
      "counts that are negative or not whole numbers"),
  /** The name looks like what a spreadsheet makes of one. */
  MANGLED_NAME(
      "name that a spreadsheet may have changed", "names that a spreadsheet may have changed"),
  /** The row names a clip again, with another MOS than the clip's first row. */
  OTHER_MOS("row that repeats a clip with another MOS", "rows that repeat a clip with another MOS"),
  /** The row names a clip again, with another URL than the clip's first one. */
  OTHER_URL("row that repeats a clip with another URL", "rows that repeat a clip with another URL"),
  /** The score lies beyond the tables' scale and was cut off when it was mapped. */
  CUT_OFF(
      "score outside the scale, clipped to its end",
      "scores outside the scale, clipped to its end"),
  /** A sum or a size of the clip's bytes is none. */
  BAD_SUM("invalid checksum or size", "invalid checksums or sizes");

  private final String one;
  private final String many;

  Oddity(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** So many rows or values of this kind, without the number, to stand after it. */
  public String words(long count) {
    return Counted.word(count, one, many);
  }
}
