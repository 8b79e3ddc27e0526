package org.mosingest.cli.process;

/** The exit statuses of every command. */
public final class ExitCode {

  /** Finished, attrition included. */
  public static final int FINISHED = 0;

  /** An unexpected fault. */
  public static final int FAULT = 1;

  /** Bad usage or bad input. */
  public static final int BAD_INPUT = 2;

  /**
   * The environment is not usable: no ffprobe that runs, disk not writable, daemon not reachable.
   */
  public static final int UNUSABLE = 3;

  /** Another run holds this corpus or output. */
  public static final int HELD = 4;

  /** What {@code verify} checked is not as it should be. */
  public static final int UNSOUND = 5;

  /** Interrupted; state flushed, resumable. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
