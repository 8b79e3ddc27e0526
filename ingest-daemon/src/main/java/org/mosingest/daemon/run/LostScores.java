package org.mosingest.daemon.run;

import java.nio.file.Path;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the duplicates whose manifest row carries another MOS than the row that the output has of
 * the same bytes: two clips that are one, or a score that was corrected since. Rows are never
 * rewritten, so such a score is in no row. Used by one thread at a time.
 */
final class LostScores {

  private static final Logger LOG = LoggerFactory.getLogger(LostScores.class);

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

  int count() {
    return count;
  }

  /** Says so, once, if there are any. */
  void warn(Path output) {
    if (count > 0) {
      LOG.warn(
          "{} duplicates carry another MOS than the row that the output has of the same bytes ({}); rows are never rewritten:"
              + " to have corrected scores give a new --output, and see which of two equal clips is meant; the output is {}",
          count,
          first,
          output);
    }
  }
}
