package org.mosingest.core.csv;

/**
 * What became of every physical line of the tables that were read: {@code lines = headers + blank +
 * rows + inner + completing}. A line ends with LF, CRLF or CR; what follows the last of them is one
 * more, if it is anything but a byte order mark.
 *
 * @param lines all lines, counted before they were parsed
 * @param headers those on which a header starts, one for each table
 * @param blank those without a cell that holds anything
 * @param rows those on which a data row starts, taken or refused
 * @param inner those within a header or row after its first: line breaks inside quoted cells
 * @param completing those on which a row starts that completes one of another table
 */
public record TableLines(
    long lines, long headers, long blank, long rows, long inner, long completing) {

  /** Of no table. */
  public static final TableLines NONE = new TableLines(0, 0, 0, 0, 0);

  /** Lines of which none completes another. */
  public TableLines(long lines, long headers, long blank, long rows, long inner) {
    this(lines, headers, blank, rows, inner, 0);
  }

  public TableLines {
    if (headers < 0
        || blank < 0
        || rows < 0
        || inner < 0
        || completing < 0
        || lines != headers + blank + rows + inner + completing) {
      throw new IllegalArgumentException(
          "%d lines are not %d headers, %d blank ones, %d rows, %d inner and %d completing ones"
              .formatted(lines, headers, blank, rows, inner, completing));
    }
  }

  /** Those of both. */
  public TableLines plus(TableLines other) {
    return new TableLines(
        lines + other.lines,
        headers + other.headers,
        blank + other.blank,
        rows + other.rows,
        inner + other.inner,
        completing + other.completing);
  }

  /** The same with so many of the rows counted as completing others. */
  public TableLines completing(long count) {
    return new TableLines(lines, headers, blank, rows - count, inner, completing + count);
  }
}
