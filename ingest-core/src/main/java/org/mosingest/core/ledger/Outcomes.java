package org.mosingest.core.ledger;

/**
 * What is known of a run's rows: those the writer has dealt with, and those whose outcome is known
 * while an earlier row's is not.
 *
 * @param rows the manifest's rows taken
 * @param written rows written
 * @param dedups rows whose clip's bytes have a row already
 * @param downloadFailed rows whose clip could not be had
 * @param broken rows whose clip is of no use
 * @param waiting rows whose clip is had and whose line waits for an earlier row's
 * @param alreadyInOutput those of the dedups whose row stood in the output before
 */
public record Outcomes(
    int rows,
    int written,
    int dedups,
    int downloadFailed,
    int broken,
    int waiting,
    int alreadyInOutput) {

  /** Those of the books, and those known beyond them. */
  public static Outcomes of(Books books, OutcomeCount ahead) {
    return new Outcomes(
        books.rows(),
        books.written(),
        books.dedups(),
        books.skippedDownload() + ahead.downloadFailed(),
        books.skippedBroken() + ahead.broken(),
        ahead.rows() - ahead.downloadFailed() - ahead.broken(),
        books.alreadyInOutput());
  }

  /** Those of the dedups that have the bytes of an earlier row of the manifest. */
  public int duplicates() {
    return dedups - alreadyInOutput;
  }

  /** Rows whose outcome is known. */
  public int settled() {
    return written + dedups + downloadFailed + broken + waiting;
  }

  /** Rows that failed or are broken. */
  public int failed() {
    return downloadFailed + broken;
  }

  /**
   * The share of rows with a known outcome whose clip could not be had, 0 to 1; 0 where none is
   * known.
   */
  public double attrition() {
    return settled() == 0 ? 0.0 : (double) downloadFailed / settled();
  }
}
