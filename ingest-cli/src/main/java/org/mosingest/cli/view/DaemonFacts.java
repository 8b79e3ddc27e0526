package org.mosingest.cli.view;

import java.util.List;

/**
 * What is shown of a daemon.
 *
 * @param version its version
 * @param pools its pools
 * @param diskFreeBytes free bytes on its disk; negative if it does not say
 */
public record DaemonFacts(String version, List<Pool> pools, long diskFreeBytes) {

  public DaemonFacts {
    pools = List.copyOf(pools);
  }

  /**
   * A pool of workers.
   *
   * @param name what it does
   * @param size how many at a time
   * @param active how many now
   * @param queued how many wait
   */
  public record Pool(String name, long size, long active, long queued) {}
}
