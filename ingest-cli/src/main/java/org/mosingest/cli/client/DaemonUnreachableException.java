package org.mosingest.cli.client;

/** No daemon answers, or what answers is none. */
public class DaemonUnreachableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A request without an answer.
   *
   * @param message what was tried and why it failed
   * @param hint what to do
   */
  public DaemonUnreachableException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
