package org.mosingest.transfer;

import java.time.Duration;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;

/** How one attempt to download a clip ended. */
public sealed interface AttemptOutcome {

  /**
   * Whether a host said that too much is asked of it.
   *
   * @param asked for how long it asked to be left alone; zero if it did not
   */
  static boolean isRefusal(Reason reason, Duration asked) {
    return asked.isPositive() || reason.isTooMany();
  }

  /** Nothing is left to be tried. */
  sealed interface Last extends AttemptOutcome {}

  /**
   * The clip is whole, synced and under its own name.
   *
   * @param content its hash and size, computed while the bytes passed
   */
  record Fetched(ClipContent content) implements Last {}

  /**
   * A fault that may pass: try again later. What has arrived is kept.
   *
   * @param reason what the attempt met
   * @param after how long to wait before the next attempt
   * @param asked for how long the host asked to be left alone; zero if it did not
   * @param hostReached whether a host answered at all; false hints at this machine's own network
   * @param spent whether no retries are left: only if the host is waited for may there be another
   *     attempt
   */
  record Retry(Reason reason, Duration after, Duration asked, boolean hostReached, boolean spent)
      implements AttemptOutcome {

    /** Whether a host said that too much is asked of it. */
    public boolean isRefusal() {
      return AttemptOutcome.isRefusal(reason, asked);
    }
  }

  /**
   * The clip cannot be had.
   *
   * @param reason what the attempt met
   * @param hostReached whether a host answered at all; false hints at this machine's own network
   */
  record Failed(Reason reason, boolean hostReached) implements Last {}
}
