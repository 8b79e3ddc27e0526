package org.mosingest.daemon.verify;

import java.util.List;

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
    List<Discrepancy> discrepancies,
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
    discrepancies = discrepancies.stream().sorted().toList();
    long ofRows =
        discrepancies.stream()
            .filter(
                found ->
                    switch (found.kind()) {
                      case MISSING, CHANGED, UNREADABLE, REPEATED -> true;
                      case MALFORMED, EXTRA -> false;
                    })
            .count();
    if (rows != ok + unchecked + ofRows) {
      throw new IllegalStateException(
          "the books do not balance: "
              + rows
              + " rows, "
              + (ok + unchecked + ofRows)
              + " accounted for");
    }
  }

  /** The discrepancies of a kind. */
  public List<Discrepancy> of(Discrepancy.Kind kind) {
    return discrepancies.stream().filter(found -> found.kind() == kind).toList();
  }

  /** Whether all is as it should be. */
  public boolean sound() {
    return discrepancies.isEmpty() && (books.balance() || runUnderWay);
  }
}
