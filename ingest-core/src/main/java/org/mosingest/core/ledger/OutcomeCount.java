package org.mosingest.core.ledger;

/**
 * How many rows' outcomes are known. A row that repeats an earlier row's clip counts among the
 * rows; whether it failed is decided when its turn to be written comes.
 *
 * @param rows rows whose outcome is known
 * @param downloadFailed those of them whose clip could not be had
 * @param broken those of them whose clip is of no use
 */
public record OutcomeCount(int rows, int downloadFailed, int broken) {

  /** None is known. */
  public static final OutcomeCount NONE = new OutcomeCount(0, 0, 0);

  public OutcomeCount {
    if (downloadFailed < 0 || broken < 0 || rows - downloadFailed - broken < 0) {
      throw new IllegalArgumentException("outcomes that do not add up");
    }
  }

  /** Those that are not among these. */
  public OutcomeCount minus(OutcomeCount others) {
    return new OutcomeCount(
        rows - others.rows, downloadFailed - others.downloadFailed, broken - others.broken);
  }
}
