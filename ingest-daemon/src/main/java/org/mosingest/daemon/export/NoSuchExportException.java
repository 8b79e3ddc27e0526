package org.mosingest.daemon.export;

import org.mosingest.core.row.Text;

/** There is no export of that id. */
public final class NoSuchExportException extends Exception {
  private static final long serialVersionUID = 1L;

  /** No export of that id. */
  public NoSuchExportException(String id) {
    super("there is no export " + Text.printable(id) + " of this run");
  }
}
