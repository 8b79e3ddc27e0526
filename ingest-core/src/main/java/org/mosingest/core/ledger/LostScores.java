package org.mosingest.core.ledger;

import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;

/**
 * Counts the duplicates whose manifest row carries another MOS than the row that the output has of
 * the same bytes: two clips that are one, or a score that was corrected since. Rows are never
 * rewritten, so such a score is in no row. Used by one thread at a time.
 */
public final class LostScores {

  private int count;
  private String first = "";

  /**
   * A row is a duplicate.
   *
   * @param mosInOutput the MOS of the row that stands for it, NaN if that has none
   */
  void duplicate(ManifestRow row, double mosInOutput) {
    double mos = row.opinion().mos();
    if (!Double.isNaN(mosInOutput) && mos != mosInOutput && count++ == 0) {
      first =
          Text.printable(row.clip().name().value()) + ": " + mos + ", in the output " + mosInOutput;
    }
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The first of them: its clip and both scores, in words; empty where there is none. */
  public String example() {
    return first;
  }
}
