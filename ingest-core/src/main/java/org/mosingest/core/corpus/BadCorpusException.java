package org.mosingest.core.corpus;

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

  /** The same with another hint. */
  BadCorpusException hinting(String other) {
    BadCorpusException same = new BadCorpusException(String.valueOf(getMessage()), other);
    same.initCause(this);
    return same;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
