package org.mosingest.daemon.export;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import org.mosingest.core.export.Export;
import org.mosingest.core.export.ExportReport;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.runs.SettingKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The making of an export of the service, from its turn to its end.
 *
 * @param options of the run whose rows it exports
 * @param memory what it takes
 * @param heap where that is had from
 */
record ExportTurn(
    ServedExport export,
    RunOptions options,
    RunMemory memory,
    HeapBudget heap,
    Roots roots,
    InstantSource clock) {

  private static final Logger LOG = LoggerFactory.getLogger(ExportTurn.class);

  private static final Duration MEMORY_AGAIN = Duration.ofMillis(200);

  /** Makes it; whatever happens, it is over then. */
  void make() {
    if (!export.begins()) {
      return;
    }
    try {
      heap.requireRoomFor(memory);
      try (HeapBudget.Share share = heap.askFor(memory)) {
        while (!share.await(MEMORY_AGAIN)) {
          export.says(share.note());
          export.places();
        }
        export.says("");
        RunPaths.requireBelow(roots, options);
        export.places();
        ExportReport report = Export.write(export.request(), export);
        LOG.info("exported {} to {}", Counted.of(report.rows(), "row"), export.request().path());
        export.ends(ExportState.COMPLETED, Wording.NONE, clock);
      }
    } catch (CancellationException | InterruptedException e) {
      export.ends(ExportState.CANCELLED, Wording.NONE, clock);
    } catch (Throwable e) {
      if (export.isCancelled()) {
        export.ends(ExportState.CANCELLED, Wording.NONE, clock);
      } else {
        LOG.error("export {} failed", export.id(), e);
        export.ends(ExportState.FAILED, why(e), clock);
      }
    } finally {
      // What told this export to end is not for the next one.
      boolean _ = Thread.interrupted();
    }
  }

  private static Wording why(Throwable fault) {
    return switch (fault) {
      case RefusedExportException e -> SettingKeys.told(e);
      case PathClashException e -> SettingKeys.told(e);
      case HeldException e -> Wording.of(String.valueOf(e.getMessage()));
      case MachineFaultException e -> SettingKeys.behind(String.valueOf(e.getMessage()), e);
      case IOException e -> Wording.of(FaultWords.of(e));
      default -> Wording.of("unexpected fault of this program; the daemon's log has the details");
    };
  }
}
