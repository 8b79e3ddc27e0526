package org.mosingest.cli.client;

/** The daemon answered, and the answer is no. */
public class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String hint;

  /**
   * A refusal.
   *
   * @param status the answer's HTTP status
   * @param code the error's code; may be empty
   * @param message what is wrong, fit for a terminal
   * @param hint what to do; may be empty
   */
  public RefusedException(int status, String code, String message, String hint) {
    super(message);
    this.status = status;
    this.code = code;
    this.hint = hint;
  }

  /** Why, as far as a caller acts on it. */
  public enum Cause {
    /** What was asked makes no sense there, or not now. */
    BAD_REQUEST,
    /** The token is missing or is not the daemon's. */
    NO_ACCESS,
    /** Another run holds the corpus or the output. */
    HELD,
    /** Something is wrong with the daemon. */
    FAULT
  }

  /** Why. */
  public Cause reason() {
    return switch (status) {
      case 401, 403 -> Cause.NO_ACCESS;
      case 409 -> code.contains("held") ? Cause.HELD : Cause.BAD_REQUEST;
      default -> status >= 500 ? Cause.FAULT : Cause.BAD_REQUEST;
    };
  }

  /** What to do; empty if nothing is known. */
  public String hint() {
    return switch (code) {
      case "no-such-run" -> "ingest runs lists the runs";
      case "illegal-move" -> "ingest runs shows the state of each run";
      // Told in the API's terms, which say nothing to who gives commands.
      default -> hint.contains("GET /") ? "" : hint;
    };
  }
}
