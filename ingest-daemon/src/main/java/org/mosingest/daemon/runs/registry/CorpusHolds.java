package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.time.Duration;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.runs.RunState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The corpora that the runs of a registry hold: taken when it is time to, given up when a run is
 * over. Safe for many threads.
 */
final class CorpusHolds {

  private static final Logger LOG = LoggerFactory.getLogger(CorpusHolds.class);

  private final RunMonitor monitor;
  private final RunKeeper keeper;
  private final Duration again;
  private final Roots roots;

  /**
   * Corpora of a registry's runs.
   *
   * @param settings how soon to try again for a corpus that another process holds, and where it may
   *     lie
   */
  CorpusHolds(RunMonitor monitor, RunKeeper keeper, RegistrySettings settings) {
    this.monitor = monitor;
    this.keeper = keeper;
    this.again = settings.holdAgainEvery();
    this.roots = settings.roots();
  }

  /** Takes the corpora of runs that were in the store when the service started and are not over. */
  void takeAll() {
    monitor.withoutCorpus().forEach(this::take);
  }

  /**
   * Takes a run's corpus, if it is time to try. One that is not there any more fails the run, but
   * not while it is paused.
   */
  private void take(RunHandle run) {
    run.saving().lock();
    try {
      if (!monitor.ask(run, RunEntry::isCorpusDue)) {
        return;
      }
      RunOptions options = monitor.ask(run, RunEntry::record).options();
      RunPaths.requireBelow(roots, options);
      RunHold hold = RunHold.take(options);
      monitor.change(
          run,
          entry -> {
            entry.holds(hold);
            entry.waitsFor("");
          });
      giveUpIfOver(run);
    } catch (HeldException e) {
      monitor.change(
          run, entry -> entry.corpusNotHad("waiting for its corpus: " + e.getMessage(), again));
    } catch (IOException e) {
      if (isDiskFull(run, e)) {
        String waits = "waiting for disk: no space to start: " + e.getMessage();
        monitor.change(run, entry -> entry.corpusNotHad(waits, again));
        return;
      }
      LOG.warn("run {} cannot be resumed", run.number(), e);
      monitor.change(run, entry -> entry.corpusNotHad("cannot be resumed: " + e, again));
      if (monitor.ask(run, RunEntry::state) == RunState.QUEUED) {
        keeper.fail(run, e);
      }
    } finally {
      run.saving().unlock();
    }
  }

  private boolean isDiskFull(RunHandle run, IOException e) {
    return Exhaustion.isDiskFull(monitor.ask(run, RunEntry::record).options().output(), e);
  }

  /** Gives up the corpus of a run that is over and has no thread any more. */
  void giveUpIfOver(RunHandle run) {
    RunKeeper.close(monitor.ask(run, RunEntry::giveUpCorpusIfOver));
  }
}
