package org.mosingest.core.export.rows;

/** An export that cannot be made as it is asked for; nothing was published. */
public final class RefusedExportException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A refusal.
   *
   * @param message what was asked for and why it cannot be
   * @param hint what to do about it
   */
  public RefusedExportException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
