package org.mosingest.core.state;

/** The disk is full: what was tried will do once there is room again. What has arrived is kept. */
public final class DiskFullException extends MachineFaultException {
  private static final long serialVersionUID = 1L;

  /**
   * A full disk.
   *
   * @param message what was tried, on what, and what to do
   * @param cause the fault beneath
   */
  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
