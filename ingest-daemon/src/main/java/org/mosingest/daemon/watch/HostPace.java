package org.mosingest.daemon.watch;

import java.time.Duration;

/**
 * How a host may be asked now, and how much is asked of it.
 *
 * @param host its name
 * @param active how many of this run's downloads it serves now
 * @param pending how many of this run's clips wait for a download from it, and are let in already
 * @param allowed how many downloads at once it takes, as far as is known: {@code --per-host} until
 *     it refuses
 * @param interval the least time between two downloads' starts; zero if none is kept
 * @param pause for how long nothing is asked of it, since it asked for that; zero if it did not
 */
public record HostPace(
    String host, int active, int pending, int allowed, Duration interval, Duration pause) {

  /** Whether the host is asked less than the settings allow. */
  public boolean isSlowed(int perHost) {
    return allowed < perHost || interval.isPositive() || pause.isPositive();
  }
}
