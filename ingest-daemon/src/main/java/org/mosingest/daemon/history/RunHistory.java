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
   * @param stretch which of the times it is in, from 0, over which the run went on without a break:
   *     a pause, a wait in the queue and the time before a retry lie between two of them
   */
  public record Sample(long atS, int settled, int failed, long bytes, int stretch) {}
}
