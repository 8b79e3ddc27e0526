package org.mosingest.daemon.http.document;

/** The body of every answer that is no success. */
record ErrorDocument(Problem error) {

  /**
   * What went wrong.
   *
   * @param code a fixed word for programs
   * @param message what was tried and why it failed
   * @param hint what to do about it
   */
  record Problem(String code, String message, String hint) {}
}
