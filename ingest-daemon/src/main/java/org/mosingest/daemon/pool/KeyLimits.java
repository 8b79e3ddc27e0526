package org.mosingest.daemon.pool;

import java.time.Duration;

/**
 * How much a key may be asked.
 *
 * @param most how much work may be under way, 1 to the pool's bound for a key
 * @param interval the least time between two starts; zero if none is kept
 * @param pause how long nothing starts yet, since the key asked for that; zero if it did not
 */
public record KeyLimits(int most, Duration interval, Duration pause) {

  /** Whether the key is asked less than it could be. */
  public boolean isSlowed(int perKey) {
    return most < perKey || !interval.isZero() || !pause.isZero();
  }
}
