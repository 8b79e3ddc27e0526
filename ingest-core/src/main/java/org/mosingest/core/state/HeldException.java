package org.mosingest.core.state;

/** Another run holds this corpus or output. */
public class HeldException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Something that another run holds.
   *
   * @param message what is held and by whom
   */
  public HeldException(String message) {
    super(message);
  }
}
