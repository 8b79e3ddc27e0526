package org.mosingest.daemon.transfer;

import java.time.Duration;

/** Why an attempt brought no whole clip. Stays inside this package: the door makes an {@link AttemptOutcome} of it. */
final class ClipFault extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;
  private final Duration atLeast;

  private ClipFault(String reason, boolean lasting, Duration atLeast) {
    super(reason, null, false, false);
    this.lasting = lasting;
    this.atLeast = atLeast;
  }

  /** Another attempt would end the same. */
  static ClipFault lasting(String reason) {
    return new ClipFault(reason, true, Duration.ZERO);
  }

  /** Another attempt may succeed. */
  static ClipFault passing(String reason) {
    return new ClipFault(reason, false, Duration.ZERO);
  }

  /** Another attempt may succeed, but not before that time: the server said so. */
  static ClipFault passing(String reason, Duration atLeast) {
    return new ClipFault(reason, false, atLeast);
  }

  /** The fixed word, then details after a colon. */
  String reason() {
    return String.valueOf(getMessage());
  }

  boolean isLasting() {
    return lasting;
  }

  Duration atLeast() {
    return atLeast;
  }
}
