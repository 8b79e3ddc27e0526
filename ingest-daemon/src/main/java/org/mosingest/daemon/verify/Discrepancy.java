package org.mosingest.daemon.verify;

/**
 * Something that is not as it should be.
 *
 * @param kind what is wrong
 * @param name the clip, as the download progress names it: by its bare file name, or by its path
 *     below the corpus folder where clips share one; empty for a line that names none
 * @param path the clip's path below the corpus folder; empty likewise
 * @param line the number of the output's line, from 1; 0 for a clip without one
 * @param why in words, printable
 */
public record Discrepancy(Kind kind, String name, String path, long line, String why)
    implements Comparable<Discrepancy> {

  /** What can be wrong, the worst first. */
  public enum Kind {
    /** A row's clip is not there. */
    MISSING,
    /** A row's clip holds other bytes than the row says. */
    CHANGED,
    /** A row's clip cannot be read, or is no file. */
    UNREADABLE,
    /** A row for bytes that an earlier row is for. */
    REPEATED,
    /** A line that is no row, or names no clip of the corpus. */
    MALFORMED,
    /** A clip without a row, for no reason that is known. */
    EXTRA
  }

  @Override
  public int compareTo(Discrepancy other) {
    int byLine = Long.compare(line, other.line);
    return byLine != 0 ? byLine : path.compareTo(other.path);
  }
}
