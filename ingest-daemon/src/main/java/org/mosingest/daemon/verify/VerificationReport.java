package org.mosingest.daemon.verify;

/**
 * What a verification found.
 *
 * @param rows the output's lines that are rows
 * @param ok those whose clip has the bytes that the row says
 * @param unchecked those outside the sample
 * @param discrepancies all that is not as it should be, by line, then by path
 * @param work what was done to find out
 * @param books what became of the manifest's rows
 * @param runUnderWay whether a run was at work on the corpus meanwhile: what it has not come to is
 *     no discrepancy then
 */
public record VerificationReport(
    long rows,
    long ok,
    long unchecked,
    DiscrepancyList discrepancies,
    Work work,
    ManifestBooks books,
    boolean runUnderWay) {

  /**
   * What was done.
   *
   * @param known rows whose clip was not opened: its size and times are those of when it was read
   *     last
   * @param hashed clips that were read and hashed
   * @param bytes how much that was
   */
  public record Work(long known, long hashed, long bytes) {}

  public VerificationReport {
    long ofRows = 0;
    for (Discrepancy.Kind kind : Discrepancy.Kind.values()) {
      ofRows +=
          switch (kind) {
            case MISSING, CHANGED, UNREADABLE, REPEATED -> discrepancies.count(kind);
            case MALFORMED, EXTRA -> 0;
          };
    }
    if (rows != ok + unchecked + ofRows) {
      throw new IllegalStateException(
          "the totals do not add up: "
              + rows
              + " rows, "
              + (ok + unchecked + ofRows)
              + " accounted for");
    }
  }

  /** Whether all is as it should be. */
  public boolean sound() {
    return discrepancies.isEmpty() && (books.balance() || runUnderWay);
  }
}
