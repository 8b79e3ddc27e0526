package org.mosingest.core.probe;

/** The probe cannot run on this machine: no such program, no permission, not an ffprobe. */
public class ProbeUnusableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A probe that cannot run.
   *
   * @param message what was tried, why it failed and what to do
   * @param cause the fault beneath
   */
  public ProbeUnusableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A probe that cannot run.
   *
   * @param message what was tried, why it failed and what to do
   */
  public ProbeUnusableException(String message) {
    super(message);
  }
}
