package org.mosingest.transfer;

import java.time.Duration;

/**
 * Why an attempt brought no whole clip. Stays inside this package: the door makes an {@link
 * AttemptOutcome} of it.
 */
final class ClipFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;
  private final Duration atLeast;
  private final boolean outOfFiles;

  private ClipFault(String reason, boolean lasting, Duration atLeast, boolean outOfFiles) {
    super(reason, null, false, false);
    this.lasting = lasting;
    this.atLeast = atLeast;
    this.outOfFiles = outOfFiles;
  }

  /**
   * No clip's fault at all: this process, or the machine, has too many files open for one more
   * connection.
   */
  static ClipFault outOfFiles(String reason) {
    return new ClipFault(reason, false, Duration.ZERO, true);
  }

  /** Another attempt would end the same. */
  static ClipFault lasting(String reason) {
    return new ClipFault(reason, true, Duration.ZERO, false);
  }

  /** Another attempt may succeed. */
  static ClipFault passing(String reason) {
    return new ClipFault(reason, false, Duration.ZERO, false);
  }

  /** Another attempt may succeed, but not before that time: the server said so. */
  static ClipFault passing(String reason, Duration atLeast) {
    return new ClipFault(reason, false, atLeast, false);
  }

  /** The fixed word, then details after a colon. */
  String reason() {
    return String.valueOf(getMessage());
  }

  boolean isLasting() {
    return lasting;
  }

  boolean isOutOfFiles() {
    return outOfFiles;
  }

  Duration atLeast() {
    return atLeast;
  }
}
