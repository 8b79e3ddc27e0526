package org.mosingest.daemon.export;

/** An export that the service does not take. */
public final class RefusedOrderException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of refusal it is. */
  public enum Kind {
    /** It cannot be made as it is asked for. */
    BAD,
    /** Its place or its rows are in use. */
    HELD,
    /** Too many wait already. */
    TOO_MANY
  }

  private final Kind kind;
  private final String hint;

  /**
   * A refusal.
   *
   * @param message what was asked for and why it cannot be
   * @param hint what to do about it
   */
  public RefusedOrderException(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.hint = hint;
  }

  /** What kind of refusal it is. */
  public Kind kind() {
    return kind;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
