package org.mosingest.core.corpus;

import org.mosingest.core.csv.BadTableException;

/**
 * The corpus cannot be read as given: a missing file, too few rows, no readable columns, not UTF-8.
 */
public class BadCorpusException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A corpus that cannot be read.
   *
   * @param message what was tried, on what, and why it failed
   * @param hint what to do about it
   */
  public BadCorpusException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /**
   * A corpus of which a table cannot be read.
   *
   * @param hint what to do about it
   */
  BadCorpusException(BadTableException table, String hint) {
    this(String.valueOf(table.getMessage()), hint);
    initCause(table);
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
