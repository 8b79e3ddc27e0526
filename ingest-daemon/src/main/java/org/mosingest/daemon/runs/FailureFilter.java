package org.mosingest.daemon.runs;

/**
 * Which failures to show.
 *
 * @param reason a reason's fixed word, or the start of a reason; empty for all
 * @param text a part of the clip's name or of its URL, letter for letter; empty for all
 */
public record FailureFilter(String reason, String text) {

  /** Shows all. */
  public static final FailureFilter NONE = new FailureFilter("", "");

  /** Shows those whose reason starts so. */
  public static FailureFilter ofReason(String reason) {
    return new FailureFilter(reason, "");
  }
}
