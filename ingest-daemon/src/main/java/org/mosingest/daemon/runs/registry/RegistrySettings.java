package org.mosingest.daemon.runs.registry;

import java.time.Duration;
import java.time.InstantSource;
import org.mosingest.core.paths.Roots;

/**
 * How a registry works.
 *
 * @param mostActive how many runs may be under way at once; others wait in the order they came
 * @param checkpointEvery how often a run's figures are stored and shown
 * @param holdAgainEvery how soon to try again for a corpus that another process holds
 * @param rateWindow over how long rates are taken
 * @param clock tells the time of day
 * @param roots what runs may read and write
 */
public record RegistrySettings(
    int mostActive,
    Duration checkpointEvery,
    Duration holdAgainEvery,
    Duration rateWindow,
    InstantSource clock,
    Roots roots) {

  public RegistrySettings {
    if (mostActive < 1) {
      throw new IllegalArgumentException(
          "at least one run must be allowed at a time, not " + mostActive);
    }
    if (!checkpointEvery.isPositive() || !holdAgainEvery.isPositive() || !rateWindow.isPositive()) {
      throw new IllegalArgumentException(
          "a duration is not above 0: "
              + checkpointEvery
              + ", "
              + holdAgainEvery
              + ", "
              + rateWindow);
    }
  }

  /** Four runs at once, stored each second, a held corpus tried each 5 s, rates over 30 s. */
  public static RegistrySettings standard() {
    return new RegistrySettings(
        4,
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        InstantSource.system(),
        Roots.ANYWHERE);
  }

  /** The same with another bound on the runs under way. */
  public RegistrySettings withMostActive(int runs) {
    return new RegistrySettings(runs, checkpointEvery, holdAgainEvery, rateWindow, clock, roots);
  }

  /** The same for runs that lie below these. */
  public RegistrySettings withRoots(Roots folders) {
    return new RegistrySettings(
        mostActive, checkpointEvery, holdAgainEvery, rateWindow, clock, folders);
  }

  /** The same with other intervals. */
  public RegistrySettings withIntervals(Duration checkpoint, Duration holdAgain) {
    return new RegistrySettings(mostActive, checkpoint, holdAgain, rateWindow, clock, roots);
  }
}
