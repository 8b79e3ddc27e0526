package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.daemon.run.FailureSource;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.Reached;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.store.RunRecord;
import org.mosingest.daemon.runs.store.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the store and what readers see in step with the runs: a run's pass, its counters and its
 * failures go to the disk in one transaction, and are shown when they are there.
 *
 * <p>Safe for many threads. Each run is stored by one thread at a time, under its {@code saving}.
 */
final class RunKeeper {

  private static final Logger LOG = LoggerFactory.getLogger(RunKeeper.class);

  /** How long a service that ends waits for somebody who is storing a run. */
  private static final Duration MOST_PATIENCE = Duration.ofMillis(200);

  private final RunMonitor monitor;
  private final RunStore store;
  private final InstantSource clock;
  private final AtomicBoolean ailing = new AtomicBoolean();

  RunKeeper(RunMonitor monitor, RunStore store, InstantSource clock) {
    this.monitor = monitor;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Stores how far a run is, if that is news. What cannot be stored is tried again at the next
   * call.
   */
  void save(RunHandle run) {
    run.saving().lock();
    try {
      store(run, Optional.empty(), false);
    } finally {
      run.saving().unlock();
    }
  }

  /** The stored failures of a run. */
  FailureSource failures(RunRecord run) {
    return each -> store.eachFailure(run.number(), each);
  }

  /**
   * Stores the last figures of a run whose files are about to be closed. From here on nobody asks
   * them for anything.
   */
  void lastFigures(RunHandle run) {
    run.saving().lock();
    try {
      store(run, Optional.empty(), true);
      monitor.change(run, RunEntry::filesClose);
    } finally {
      run.saving().unlock();
    }
  }

  /**
   * Stores and shows a run's end. Its corpus is given up before: whoever sees the end may begin
   * with the corpus at once. From here on the run has no thread.
   */
  void end(RunHandle run, RunEnding ending) {
    run.saving().lock();
    try {
      close(monitor.ask(run, RunEntry::giveUpCorpus));
      store(run, Optional.of(ending), true);
      // What its user asked for meanwhile.
      store(run, Optional.of(ending), true);
    } finally {
      run.saving().unlock();
    }
  }

  /** Stores and shows that a run without a thread cannot go on. */
  void fail(RunHandle run, Exception why) {
    run.saving().lock();
    try {
      store(run, Optional.of(RunEnding.because(why)), true);
    } finally {
      run.saving().unlock();
    }
  }

  /**
   * Stores what is news of a run, and shows it.
   *
   * @param last whether to show it even if it cannot be stored: there will be nothing newer
   */
  private void store(RunHandle run, Optional<RunEnding> ending, boolean last) {
    RunEntry.Standing standing = monitor.ask(run, RunEntry::standing);
    RunRecord before = standing.record();
    RunRecord now = before;
    List<ClipFailure> failures = List.of();
    @Nullable LiveRun live = standing.live();
    @Nullable IngestRun opened = standing.run();
    if (live != null && opened != null) {
      RunProgress progress = opened.progress();
      now = live.reached(before, checkpoint(opened, before), progress);
    }
    if (before.pass().isPresent()) {
      failures = run.unstored();
    }
    if (ending.isPresent()) {
      now = ending.get().of(now, clock.instant());
    }
    if (run.isDeleted() || (!standing.unsaved() && failures.isEmpty() && now.equals(before))) {
      monitor.change(run, entry -> detach(entry, ending));
      return;
    }
    RunRecord reached = now;
    boolean stored = write(reached, failures);
    monitor.change(run, entry -> entry.ailing(!stored));
    if (stored) {
      List<ClipFailure> counted = failures;
      run.stored(counted);
      monitor.change(
          run,
          entry -> {
            entry.publish(before, reached, counted);
            detach(entry, ending);
          });
    } else if (last) {
      monitor.change(
          run,
          entry -> {
            entry.publishUnstored(before, reached);
            detach(entry, ending);
          });
    }
  }

  /**
   * In one step with the end that is shown: a run that is queued again must not find the old
   * thread.
   */
  private static void detach(RunEntry entry, Optional<RunEnding> ending) {
    if (ending.isPresent()) {
      entry.detach();
    }
  }

  private static Reached checkpoint(IngestRun run, RunRecord before) {
    Pass known = before.pass().orElseThrow();
    Reached reached = run.reached();
    if (reached.pass().equals(known)) {
      return reached;
    }
    try {
      return run.checkpoint();
    } catch (IOException e) {
      LOG.warn("cannot sync the output of run {}: its figures are not updated", before.id(), e);
      return new Reached(known, before.figures().ahead());
    }
  }

  private boolean write(RunRecord run, List<ClipFailure> failures) {
    try {
      store.save(run, failures);
      if (ailing.getAndSet(false)) {
        LOG.warn("the runs can be stored again");
      }
      return true;
    } catch (IOException e) {
      if (!ailing.getAndSet(true)) {
        LOG.warn(
            "the state of run {} cannot be stored: the run continues, its figures are not updated; trying again every second",
            run.id(),
            e);
      }
      return false;
    }
  }

  /**
   * Stores where a run begins before it writes its first row: otherwise nobody could tell its own
   * rows from others after a crash.
   *
   * @throws IOException if it cannot be stored
   */
  void begin(RunHandle run, IngestRun opened) throws IOException {
    run.saving().lock();
    try {
      RunRecord before = monitor.ask(run, RunEntry::record);
      RunRecord begun =
          before.reached(
              opened.reached().pass(),
              before.figures().aheadOf(opened.reached().pass(), OutcomeCount.NONE),
              before.figures().bytesDownloaded(),
              before.figures().bytesResumed());
      store.begin(begun);
      Map<String, Integer> left = store.failureCounts(begun.number());
      monitor.change(run, entry -> entry.begin(before, begun, left));
    } finally {
      run.saving().unlock();
    }
  }

  /** A run's record when nobody is storing the run any more. */
  RunRecord settled(RunHandle run) {
    run.saving().lock();
    try {
      return monitor.ask(run, RunEntry::record);
    } finally {
      run.saving().unlock();
    }
  }

  /**
   * Stores and shows an ended run that is queued again.
   *
   * @param hold its corpus, which is the run's from here on unless this throws
   * @throws IOException if it cannot be stored
   */
  void queueAgain(RunHandle run, RunRecord ended, RunRecord again, RunHold hold)
      throws IOException {
    run.saving().lock();
    try {
      store.begin(again);
      Map<String, Integer> left = store.failureCounts(again.number());
      monitor.change(
          run,
          entry -> {
            entry.begin(ended, again, left);
            entry.holds(hold);
          });
    } finally {
      run.saving().unlock();
    }
  }

  /**
   * The service ends. A run whose thread does not is marked interrupted where it last was; nothing
   * is asked of it.
   */
  void giveUp(RunHandle run) {
    boolean mine = false;
    try {
      mine = run.saving().tryLock(MOST_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      monitor.change(
          run,
          entry -> {
            if (entry.state() == RunState.RUNNING) {
              entry.move(RunState.INTERRUPTED, clock.instant());
            }
          });
      RunEntry.Standing standing = monitor.ask(run, RunEntry::standing);
      if (mine && standing.unsaved()) {
        write(standing.record(), List.of());
      }
      close(monitor.ask(run, RunEntry::giveUpCorpusIfIdle));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (mine) {
        run.saving().unlock();
      }
    }
  }

  /** Closes what a run held. */
  static void close(Optional<RunHold> hold) {
    if (hold.isPresent()) {
      try {
        hold.get().close();
      } catch (IOException e) {
        LOG.warn("while giving up a corpus", e);
      }
    }
  }
}
