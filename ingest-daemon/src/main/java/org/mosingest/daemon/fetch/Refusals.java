package org.mosingest.daemon.fetch;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How often in a row a clip's host said that too much is asked of it. One that says so of a single
 * clip again and again must have the time to serve others meanwhile: it is told by that. Not safe
 * for use by several threads at once.
 */
final class Refusals {

  /** So many times what the host asked, a clip waits that was refused before. */
  private static final int STRETCH = 2;

  private int count;
  private long last;

  /** The host has refused once more. */
  void add() {
    count++;
    last = System.nanoTime();
  }

  /** The host has done something else. */
  void clear() {
    count = 0;
  }

  /** When the host refused last, by {@link System#nanoTime}; empty if it has not. */
  OptionalLong last() {
    return count == 0 ? OptionalLong.empty() : OptionalLong.of(last);
  }

  /** How long the clip waits where others wait for so long. */
  Duration stretched(Duration wait) {
    return count < 2 ? wait : wait.multipliedBy(STRETCH);
  }
}
