package org.mosingest.daemon.runs;

import org.mosingest.core.row.Text;

/** No run has this id. */
public class NoSuchRunException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * An id without a run.
   *
   * @param id what was asked for
   */
  public NoSuchRunException(String id) {
    super("there is no run " + Text.printable(id));
  }
}
