package org.mosingest.daemon.http.document;

import java.util.List;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.runs.Runs;

/** The service and all its runs at one moment. */
record ProgressDocument(Daemon daemon, List<RunDocument> runs) {

  /** The service itself. */
  record Daemon(String version, String startedAtUtc, Pools pools, long diskFreeBytes) {}

  /** How busy the pools are. */
  record Pools(WorkPool.Load download, WorkPool.Load probe) {}

  static ProgressDocument of(ServiceInfo service, Runs runs) {
    return new ProgressDocument(
        new Daemon(
            service.version(),
            RowJson.utcSeconds(service.startedAt()),
            new Pools(service.downloads().get(), service.probes().get()),
            service.diskFreeBytes().getAsLong()),
        runs.list().stream().map(RunDocument::of).toList());
  }
}
