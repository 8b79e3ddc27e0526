package org.mosingest.daemon.runs.registry;

import java.time.Duration;

/** For how long a run was at work: the sum of the stretches. Not safe for many threads. */
final class ActiveTime {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long nanos;
  private long countedTo;
  private long storedNanos;

  /**
   * A sum to go on from.
   *
   * @param now on the clock of {@link System#nanoTime}
   */
  ActiveTime(Duration before, long now) {
    nanos = before.toNanos();
    storedNanos = nanos;
    countedTo = now;
  }

  /**
   * Counts the time since the last call.
   *
   * @param atWork whether the run was at work since then
   * @return whether the sum is longer now
   */
  boolean count(long now, boolean atWork) {
    long since = now - countedTo;
    // Calls of several threads may come in another order than their looks at the clock.
    if (since <= 0) {
      return false;
    }
    countedTo = now;
    if (atWork) {
      nanos += since;
    }
    return atWork;
  }

  /** Goes on from another sum. */
  void reset(Duration before) {
    nanos = before.toNanos();
  }

  /** So much is in the store. */
  void stored(Duration sum) {
    storedNanos = sum.toNanos();
  }

  /** Whether a kill would lose a second or more of it. */
  boolean isWorthStoring() {
    return nanos - storedNanos >= SECOND;
  }

  Duration total() {
    return Duration.ofNanos(nanos);
  }
}
