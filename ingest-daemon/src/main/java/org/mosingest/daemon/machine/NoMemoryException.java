package org.mosingest.daemon.machine;

import java.io.IOException;

/** A run does not fit the memory that this process may take, or not beside those under way. */
public final class NoMemoryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;
  private final boolean forNow;

  NoMemoryException(String message, String hint, boolean forNow) {
    super(message);
    this.hint = hint;
    this.forNow = forNow;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }

  /** Whether it may fit when another run is over. */
  public boolean isForNow() {
    return forNow;
  }
}
