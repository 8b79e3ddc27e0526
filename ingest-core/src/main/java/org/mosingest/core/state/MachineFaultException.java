package org.mosingest.core.state;

/**
 * This machine cannot go on: the disk is full, a folder cannot be written. No clip's fault; none is
 * marked failed for it.
 */
public class MachineFaultException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What to do where too many files are open. */
  public static final String RAISE_FILE_LIMIT =
      "too many files are open: lower --downloads or --probes, or raise the limit (ulimit -n), then start the run again";

  /**
   * A fault of this machine.
   *
   * @param message what was tried, on what, why it failed and what to do
   * @param cause the fault beneath
   */
  public MachineFaultException(String message, Throwable cause) {
    super(message, cause);
  }
}
