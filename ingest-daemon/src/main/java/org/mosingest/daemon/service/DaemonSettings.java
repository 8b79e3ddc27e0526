package org.mosingest.daemon.service;

import java.nio.file.Path;
import java.util.List;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.daemon.notify.NotifySettings;

/**
 * Where a service keeps its state and what it serves.
 *
 * @param listen where it is reached
 * @param stateFolder holds the runs and the token
 * @param roots the folders below which corpora and outputs lie, existing ones
 * @param mostRuns how many runs may be at work at a time
 * @param rate how fast all downloads together may be, until it is changed
 * @param notifications who is told how runs end
 * @param version the program's version
 */
public record DaemonSettings(
    ListenAddress listen,
    Path stateFolder,
    List<Path> roots,
    int mostRuns,
    RateTimetable rate,
    NotifySettings notifications,
    String version) {

  public DaemonSettings {
    roots = List.copyOf(roots);
  }
}
