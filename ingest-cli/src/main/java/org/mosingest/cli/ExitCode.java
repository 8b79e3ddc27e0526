package org.mosingest.cli;

/** The exit statuses of every command. */
final class ExitCode {

  /** Finished, attrition included. */
  static final int FINISHED = 0;

  /** An unexpected fault. */
  static final int FAULT = 1;

  /** Bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /**
   * The environment is not usable: no ffprobe that runs, disk not writable, daemon not reachable.
   */
  static final int UNUSABLE = 3;

  /** Another run holds this corpus or output. */
  static final int HELD = 4;

  /** Interrupted; state flushed, resumable. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
