package org.mosingest.core.yaml;

/** A text is no YAML. */
public final class BadYamlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  BadYamlException(int line, String why, Throwable cause) {
    super(why, cause);
    this.line = line;
  }

  /** On which line, from 1. */
  public int line() {
    return line;
  }
}
