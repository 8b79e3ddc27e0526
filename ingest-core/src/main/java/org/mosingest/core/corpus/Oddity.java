package org.mosingest.core.corpus;

/** What can be odd about a row that is taken all the same. */
public enum Oddity {
  /** A quoted cell runs over several lines: meant so, or a quote was left open. */
  LINE_BREAK("rows with a line break inside a cell"),
  /** The spread is no number from 0. */
  BAD_SPREAD("spreads that are negative or not numbers"),
  /** The count is no whole number from 0. */
  BAD_COUNT("counts that are negative or not whole numbers"),
  /** The name looks like what a spreadsheet makes of one. */
  MANGLED_NAME("names that a spreadsheet may have changed"),
  /** The row names a clip again, with another MOS than the clip's first row. */
  OTHER_MOS("rows that repeat a clip with another MOS"),
  /** The row names a clip again, with another URL than the clip's first one. */
  OTHER_URL("rows that repeat a clip with another URL"),
  /** The score lies beyond the tables' scale and was cut off when it was mapped. */
  CUT_OFF("scores outside the scale, clipped to its end"),
  /** A sum or a size of the clip's bytes is none. */
  BAD_SUM("invalid checksums or sizes");

  private final String many;

  Oddity(String many) {
    this.many = many;
  }

  /** The rows or values of this kind, in the plural, to stand after their number. */
  public String many() {
    return many;
  }
}
