package org.mosingest.transfer;

import java.time.Duration;

/**
 * What a run wants of its downloads.
 *
 * @param attemptTimeout wall clock of one attempt, waiting for a host's slot not counted
 * @param retries how many transient faults in a row that brought no new byte are forgiven; not
 *     negative
 * @param delays how long to wait after a transient fault
 */
public record DownloadPolicy(Duration attemptTimeout, int retries, RetryDelays delays) {
  public DownloadPolicy {
    if (!attemptTimeout.isPositive()) {
      throw new IllegalArgumentException("attemptTimeout is not above 0: " + attemptTimeout);
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries is negative: " + retries);
    }
  }
}
