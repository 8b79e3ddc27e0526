package org.mosingest.core.paths;

import java.io.IOException;

/** A path that was asked for would harm another file; nothing has been written. */
public final class PathClashException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * A clash.
   *
   * @param message which file, in which two roles
   * @param hint what to do
   */
  public PathClashException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
