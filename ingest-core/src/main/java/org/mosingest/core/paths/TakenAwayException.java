package org.mosingest.core.paths;

import java.io.IOException;

/**
 * A file that this process has open was deleted, replaced or changed by somebody else: what is
 * written to it from now on would be lost.
 */
public final class TakenAwayException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A file that was taken away.
   *
   * @param message which, and what happened to it
   */
  public TakenAwayException(String message) {
    super(message);
  }
}
