package org.mosingest.daemon.service;

import java.nio.file.Path;
import java.util.List;
import org.mosingest.core.options.RateTimetable;

/**
 * Where a service keeps its state and what it serves.
 *
 * @param bind the address to listen at
 * @param port the port; 0 for any that is free
 * @param hosts further names under which the service is asked for, as a proxy passes them on
 * @param stateFolder holds the runs and the token
 * @param roots the folders below which corpora and outputs lie, existing ones
 * @param mostRuns how many runs may be at work at a time
 * @param rate how fast all downloads together may be, until it is changed
 * @param version the program's version
 */
public record DaemonSettings(
    String bind,
    int port,
    List<String> hosts,
    Path stateFolder,
    List<Path> roots,
    int mostRuns,
    RateTimetable rate,
    String version) {

  public DaemonSettings {
    hosts = List.copyOf(hosts);
    roots = List.copyOf(roots);
  }
}
