package org.mosingest.transfer;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/** How long to wait after a transient fault. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface RetryDelays {

  /**
   * The wait before a retry.
   *
   * @param retry counts from 1 and starts over after progress
   */
  Duration before(int retry);

  /**
   * Exponential from 500 ms to 30 s, with full jitter: many clips that fail together do not come
   * back together.
   */
  static RetryDelays standard() {
    return jittered(bound -> ThreadLocalRandom.current().nextLong(bound + 1));
  }

  /**
   * Exponential from 500 ms to 30 s.
   *
   * @param upTo draws from 0 to its argument, both included, in milliseconds
   */
  static RetryDelays jittered(LongUnaryOperator upTo) {
    return retry ->
        Duration.ofMillis(
            upTo.applyAsLong(Math.min(30_000L, 500L << Math.min(Math.max(retry, 1) - 1, 10))));
  }
}
