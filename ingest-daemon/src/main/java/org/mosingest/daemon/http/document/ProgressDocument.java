package org.mosingest.daemon.http.document;

import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.Runs;

/**
 * The service and its runs at one moment: those that are not over, the last that are, and the sum
 * of those before, so that the document stays small however long the service lives.
 *
 * @param runs the newest first
 */
record ProgressDocument(Daemon daemon, List<RunDocument> runs, EarlierRuns earlierRuns) {

  /** How many runs that are over are shown one by one. */
  static final int LAST = 100;

  /** The service itself. */
  record Daemon(
      String version,
      String startedAtUtc,
      Pools pools,
      long diskFreeBytes,
      List<String> insecureHosts) {}

  /** How busy the pools are. */
  record Pools(WorkPool.Load download, WorkPool.Load probe) {}

  /**
   * Runs that are over and not shown one by one.
   *
   * @param runs how many they are; the other figures are sums over them
   */
  record EarlierRuns(
      int runs, long rows, long written, long downloadFailed, long broken, long dedups) {
    private static EarlierRuns of(List<RunSnapshot> runs) {
      return new EarlierRuns(
          runs.size(),
          runs.stream().mapToLong(run -> run.outcomes().rows()).sum(),
          runs.stream().mapToLong(run -> run.outcomes().written()).sum(),
          runs.stream().mapToLong(run -> run.outcomes().downloadFailed()).sum(),
          runs.stream().mapToLong(run -> run.outcomes().broken()).sum(),
          runs.stream().mapToLong(run -> run.outcomes().dedups()).sum());
    }
  }

  static ProgressDocument of(ServiceInfo service, Runs runs) {
    List<RunDocument> shown = new ArrayList<>();
    List<RunSnapshot> earlier = new ArrayList<>();
    int over = 0;
    for (RunSnapshot run : runs.list()) {
      if (run.state().isEnded() && ++over > LAST) {
        earlier.add(run);
      } else {
        shown.add(RunDocument.of(run));
      }
    }
    return new ProgressDocument(
        new Daemon(
            service.version(),
            RowJson.utcSeconds(service.startedAt()),
            new Pools(service.downloads().get(), service.probes().get()),
            service.diskFreeBytes().getAsLong(),
            service.insecureHosts()),
        List.copyOf(shown),
        EarlierRuns.of(earlier));
  }
}
