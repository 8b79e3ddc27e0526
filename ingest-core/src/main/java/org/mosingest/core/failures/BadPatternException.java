package org.mosingest.core.failures;

/** A text that is no pattern for reasons; the message says why, in one printable line. */
public final class BadPatternException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Why a text is no pattern. */
  public BadPatternException(String message) {
    super(message);
  }
}
