package org.mosingest.daemon.runs.registry;

import com.google.common.collect.Lists;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.FileWarnings;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.BrokenClips;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.store.RunRecord;
import org.mosingest.daemon.runs.store.RunStore;

/**
 * Queues ended runs again. Safe for many threads: a run's corpus is held from the first look at it,
 * so that nobody else moves it meanwhile.
 */
final class RunRetries {

  /** Clips: what is decided in one go is held as objects. */
  private static final int FORGOTTEN_AT_ONCE = 10_000;

  private final RunMonitor monitor;
  private final RunKeeper keeper;
  private final RunStore store;
  private final HeapBudget heap;
  private final Roots roots;

  RunRetries(RunMonitor monitor, RunKeeper keeper, RunStore store, HeapBudget heap, Roots roots) {
    this.roots = roots;
    this.heap = heap;
    this.monitor = monitor;
    this.keeper = keeper;
    this.store = store;
  }

  /**
   * Queues an ended run again.
   *
   * @throws NotFailedException if the choice names a clip that has not failed
   * @throws BadCorpusException if the manifest cannot be read, or is not the run's own any more
   * @throws HeldException if another run holds the corpus or the output
   * @throws IOException if the download progress or the store cannot be written, or the service is
   *     shutting down
   */
  void queueAgain(RunHandle run, RetryChoice choice)
      throws NotFailedException, BadCorpusException, HeldException, IOException {
    long turn = monitor.nextTurn();
    RunOptions options = monitor.ask(run, RunEntry::record).options();
    RunPaths.requireBelow(roots, options);
    RunMemory memory = RunMemory.of(options);
    RunHold hold = RunHold.take(options);
    Optional<RunHold> unused = Optional.of(hold);
    try (HeapBudget.Share _ = heap.forRetry(memory)) {
      // What takes long is done under no lock, so that nobody waits for it.
      RunRecord ended = keeper.settled(run);
      RetryPlan plan =
          RetryPlan.of(
              ended,
              each -> store.eachFailure(ended.number(), each),
              // The run itself logs what is odd about it when it begins.
              ManifestReader.read(
                  ended.options().manifest(), csv -> new FileWarnings(csv, warning -> {})),
              choice);
      if (plan.isEmpty()) {
        monitor.change(run, entry -> entry.note("nothing to retry" + choice.nothingBecause()));
        return;
      }
      try (DownloadProgress progress = DownloadProgress.open(ended.options().progressPath())) {
        for (List<Clip> some : Lists.partition(plan.forget(), FORGOTTEN_AT_ONCE)) {
          progress.forget(some);
        }
        for (Clip clip : plan.refetch()) {
          boolean _ = BrokenClips.setAside(ended.options().folder(), clip, progress);
        }
      }
      keeper.queueAgain(run, ended, plan.queued(ended, turn), hold);
      unused = Optional.empty();
    } finally {
      RunKeeper.close(unused);
    }
  }
}
