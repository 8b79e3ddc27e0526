package org.mosingest.transfer;

import java.time.Duration;

/**
 * Told of every attempt at a clip that came to an end of its own, from many threads at once; must
 * be quick and not throw.
 */
@FunctionalInterface
public interface AttemptListener {

  /**
   * An attempt ended so after that time; one that was interrupted or met a fault of this machine is
   * not told.
   */
  void ended(AttemptOutcome outcome, Duration took);
}
