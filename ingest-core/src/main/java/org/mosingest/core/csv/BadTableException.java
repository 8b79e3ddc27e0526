package org.mosingest.core.csv;

/** A file cannot be read as the table it was given for: it is missing, no CSV, or torn. */
public final class BadTableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A table that cannot be read.
   *
   * @param message what was tried, on what, and why it failed
   * @param hint what to do about it
   */
  public BadTableException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
