package org.mosingest.core.corpus;

import java.nio.file.Path;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings about the rows of one file: the first in full, the rest as a number, so that a bad file
 * does not flood the log.
 */
final class FileWarnings implements FileWitness {

  /** How many warnings of a file are logged in full. */
  static final int IN_FULL = 20;

  private static final Logger log = LoggerFactory.getLogger(FileWarnings.class);

  private final String csv;
  private int given;

  FileWarnings(Path csv) {
    this.csv = Text.printable(csv.toString());
  }

  @Override
  public void columns(ColumnsTaken taken) {
    // What was understood is no warning.
  }

  @Override
  public void odd(long line, String what) {
    if (given++ < IN_FULL) {
      log.warn("{}:{}: {}", csv, line, what);
    }
  }

  @Override
  public void refused(long line, String why) {
    odd(line, why + "; row refused");
  }

  /** Tells how many warnings were held back, if any were. */
  @Override
  public void end() {
    if (given > IN_FULL) {
      log.warn("{}: ... and {} more warnings like these", csv, given - IN_FULL);
    }
  }
}
