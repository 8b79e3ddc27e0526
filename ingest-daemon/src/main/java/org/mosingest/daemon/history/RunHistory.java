package org.mosingest.daemon.history;

import java.util.List;

/**
 * How a run went.
 *
 * @param everyS seconds between two samples, while the run is under way
 * @param samples the oldest first; none for a run that ended before the service started
 */
public record RunHistory(long everyS, List<Sample> samples) {
  public RunHistory {
    samples = List.copyOf(samples);
  }

  /**
   * Where a run's counters stood.
   *
   * @param atS when, in seconds since the epoch
   * @param settled rows whose outcome was known
   * @param failed those of them that failed or are broken
   * @param bytes downloaded by then
   */
  public record Sample(long atS, int settled, int failed, long bytes) {}
}
