package org.mosingest.core.ledger;

/**
 * Outcome of the rows so far. Only rows that the writer has dealt with count, in manifest order.
 *
 * @param rows the manifest's rows taken
 * @param written rows written
 * @param dedups rows whose clip's bytes have a row already
 * @param skippedDownload rows whose clip could not be had
 * @param skippedBroken rows whose clip is of no use
 * @param alreadyInOutput those of the dedups that are no second row of their bytes in this
 *     manifest: their row stood in the output before the pass began
 */
public record Books(
    int rows,
    int written,
    int dedups,
    int skippedDownload,
    int skippedBroken,
    int alreadyInOutput) {
  public Books {
    if (rows < 0 || written < 0 || dedups < 0 || skippedDownload < 0 || skippedBroken < 0) {
      throw new IllegalArgumentException("a negative count");
    }
    if (alreadyInOutput < 0 || alreadyInOutput > dedups) {
      throw new IllegalArgumentException("rows already in the output are dedups");
    }
  }

  /** Books of an output that was new. */
  public Books(int rows, int written, int dedups, int skippedDownload, int skippedBroken) {
    this(rows, written, dedups, skippedDownload, skippedBroken, 0);
  }

  /** Rows whose outcome is known. */
  public int settled() {
    return written + dedups + skippedDownload + skippedBroken;
  }

  /** Whether every row is accounted for. */
  public boolean balance() {
    return settled() == rows;
  }

  /** The share of rows whose clip could not be had, 0 to 1; 0 where there are no rows. */
  public double attrition() {
    return rows == 0 ? 0.0 : (double) skippedDownload / rows;
  }
}
