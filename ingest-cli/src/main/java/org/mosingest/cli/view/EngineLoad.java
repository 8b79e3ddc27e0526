package org.mosingest.cli.view;

import java.io.IOException;
import java.util.List;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;

/** How busy the engines of a foreground run are, in the words for a daemon's. */
public final class EngineLoad {

  private EngineLoad() {}

  public static DaemonFacts of(Engines engines, RunOptions options) {
    return new DaemonFacts(
        "",
        List.of(pool("download", engines.downloadPool()), pool("probe", engines.probePool())),
        free(engines, options));
  }

  private static DaemonFacts.Pool pool(String name, WorkPool pool) {
    WorkPool.Load load = pool.load();
    return new DaemonFacts.Pool(name, load.size(), load.active(), load.queued());
  }

  private static long free(Engines engines, RunOptions options) {
    try {
      return engines.disk().space().of(options.folder()).free();
    } catch (IOException e) {
      // Then it is not said; the run itself tells what is wrong with the disk.
      return -1;
    }
  }
}
