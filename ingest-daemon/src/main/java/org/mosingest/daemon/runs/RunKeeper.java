package org.mosingest.daemon.runs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.run.FailureSource;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunProgress;
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

  private final ReentrantLock lock;
  private final Condition changed;
  private final RunStore store;
  private final InstantSource clock;
  private final AtomicBoolean ailing = new AtomicBoolean();

  RunKeeper(ReentrantLock lock, Condition changed, RunStore store, InstantSource clock) {
    this.lock = lock;
    this.changed = changed;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Stores how far a run is, if that is news. What cannot be stored is tried again at the next
   * call.
   */
  void save(RunEntry entry) {
    entry.saving.lock();
    try {
      store(entry, Optional.empty(), false);
    } finally {
      entry.saving.unlock();
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
  void lastFigures(RunEntry entry) {
    entry.saving.lock();
    try {
      store(entry, Optional.empty(), true);
      locked(
          () -> {
            if (entry.live != null) {
              entry.live.closing();
            }
          });
    } finally {
      entry.saving.unlock();
    }
  }

  /**
   * Stores and shows a run's end. Its corpus is given up before: whoever sees the end may begin
   * with the corpus at once. From here on the run has no thread.
   */
  void end(RunEntry entry, RunEnding ending) {
    entry.saving.lock();
    try {
      close(takenFrom(entry));
      store(entry, Optional.of(ending), true);
      // What its user asked for meanwhile.
      store(entry, Optional.of(ending), true);
    } finally {
      entry.saving.unlock();
    }
  }

  /**
   * Stores what is news of a run, and shows it.
   *
   * @param last whether to show it even if it cannot be stored: there will be nothing newer
   */
  private void store(RunEntry entry, Optional<RunEnding> ending, boolean last) {
    RunRecord before;
    boolean unsaved;
    @Nullable LiveRun live;
    @Nullable IngestRun run;
    lock.lock();
    try {
      before = entry.record();
      unsaved = entry.unsaved;
      live = entry.live;
      run = live == null ? null : live.run();
    } finally {
      lock.unlock();
    }
    RunRecord now = before;
    List<ClipFailure> failures = before.pass().map(entry::unstored).orElse(List.of());
    if (live != null && run != null) {
      RunProgress progress = run.progress();
      Pass pass = checkpoint(entry, run, before);
      failures = entry.unstored(pass);
      now =
          before.reached(
              pass,
              live.downloadedBefore + progress.bytesDownloaded(),
              live.resumedBefore + progress.bytesResumed());
    }
    if (ending.isPresent()) {
      now = ending.get().of(now, clock.instant());
    }
    if (!unsaved && failures.isEmpty() && now.equals(before)) {
      locked(() -> detach(entry, ending));
      return;
    }
    boolean stored = write(now, failures);
    locked(() -> entry.ailing = !stored);
    if (!stored && !last) {
      return;
    }
    RunRecord shown = now;
    List<ClipFailure> counted = stored ? failures : List.of();
    entry.stored(counted);
    locked(
        () -> {
          entry.publish(before, shown, counted);
          entry.unsaved |= !stored;
          detach(entry, ending);
        });
  }

  /**
   * In one step with the end that is shown: a run that is queued again must not find the old
   * thread.
   */
  private static void detach(RunEntry entry, Optional<RunEnding> ending) {
    if (ending.isPresent()) {
      entry.live = null;
    }
  }

  private static Pass checkpoint(RunEntry entry, IngestRun run, RunRecord before) {
    Pass known = before.pass().orElseThrow();
    if (run.reached().equals(known)) {
      return known;
    }
    try {
      return run.checkpoint();
    } catch (IOException e) {
      LOG.warn("cannot sync the output of run {}: its figures stand still", entry.record().id(), e);
      return known;
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
            "run {} cannot be stored: it goes on, its figures stand still; trying again every second",
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
  void begin(RunEntry entry, IngestRun run) throws IOException {
    entry.saving.lock();
    try {
      RunRecord before = record(entry);
      RunRecord begun =
          before.reached(run.reached(), before.bytesDownloaded(), before.bytesResumed());
      store.begin(begun);
      var left = store.failureCounts(begun.number());
      locked(() -> entry.begin(before, begun, left));
    } finally {
      entry.saving.unlock();
    }
  }

  /**
   * Takes a run's corpus, if it is time to try. One that is not there any more fails the run, but
   * not while it is paused.
   */
  void takeHold(RunEntry entry, Duration again) {
    entry.saving.lock();
    try {
      lock.lock();
      try {
        if (entry.hold != null
            || entry.live != null
            || entry.state().isEnded()
            || System.nanoTime() - entry.holdAgainAt < 0) {
          return;
        }
      } finally {
        lock.unlock();
      }
      RunHold hold = RunHold.take(record(entry).options());
      locked(
          () -> {
            entry.hold = hold;
            entry.waitsFor = "";
          });
      release(entry);
    } catch (HeldException e) {
      locked(
          () -> {
            entry.waitsFor = "waiting for its corpus: " + e.getMessage();
            entry.holdAgainAt = System.nanoTime() + again.toNanos();
          });
    } catch (IOException e) {
      LOG.warn("run {} cannot be taken up", record(entry).id(), e);
      locked(
          () -> {
            entry.waitsFor = "cannot be taken up: " + e;
            entry.holdAgainAt = System.nanoTime() + again.toNanos();
          });
      if (record(entry).state() == RunState.QUEUED) {
        store(entry, Optional.of(RunEnding.because(e)), true);
      }
    } finally {
      entry.saving.unlock();
    }
  }

  /** Gives up the corpus of a run that is over and has no thread any more. */
  void release(RunEntry entry) {
    boolean over;
    lock.lock();
    try {
      over = entry.live == null && entry.state().isEnded();
    } finally {
      lock.unlock();
    }
    if (over) {
      close(takenFrom(entry));
    }
  }

  private @Nullable RunHold takenFrom(RunEntry entry) {
    lock.lock();
    try {
      RunHold hold = entry.hold;
      entry.hold = null;
      return hold;
    } finally {
      lock.unlock();
    }
  }

  private static void close(@Nullable RunHold hold) {
    if (hold != null) {
      try {
        hold.close();
      } catch (IOException e) {
        LOG.warn("while giving up a corpus", e);
      }
    }
  }

  /**
   * Queues an ended run again.
   *
   * @throws NotFailedException if the choice names a clip that has not failed
   * @throws BadCorpusException if the manifest cannot be read, or is not the run's own any more
   * @throws HeldException if another run holds the corpus or the output
   * @throws IOException if the download progress or the store cannot be written
   */
  void queueAgain(RunEntry entry, long turn, RetryChoice choice)
      throws NotFailedException, BadCorpusException, HeldException, IOException {
    RunHold hold = RunHold.take(record(entry).options());
    @Nullable RunHold unused = hold;
    try {
      // Nobody else moves an ended run while its corpus is held: what takes long is done under no
      // lock, so that nobody waits for it.
      RunRecord ended = stored(entry);
      RetryPlan plan =
          RetryPlan.of(
              ended,
              store.failures(ended.number()),
              ManifestReader.read(ended.options().manifest()),
              choice);
      if (plan.isEmpty()) {
        locked(() -> entry.note("nothing to retry" + choice.nothingBecause()));
        return;
      }
      try (DownloadProgress progress = DownloadProgress.open(ended.options().progressPath())) {
        progress.forget(plan.forget());
      }
      queue(entry, ended, ended.queuedAgain(turn, plan), hold);
      unused = null;
    } finally {
      close(unused);
    }
  }

  /** The record when nobody is storing the run any more. */
  private RunRecord stored(RunEntry entry) {
    entry.saving.lock();
    try {
      return record(entry);
    } finally {
      entry.saving.unlock();
    }
  }

  private void queue(RunEntry entry, RunRecord ended, RunRecord again, RunHold hold)
      throws IOException {
    entry.saving.lock();
    try {
      store.begin(again);
      var left = store.failureCounts(again.number());
      locked(
          () -> {
            entry.begin(ended, again, left);
            entry.hold = hold;
          });
    } finally {
      entry.saving.unlock();
    }
  }

  /**
   * The service ends. A run whose thread does not is marked interrupted where it last was; nothing
   * is asked of it.
   */
  void giveUp(RunEntry entry) {
    boolean mine = false;
    try {
      mine = entry.saving.tryLock(MOST_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
      RunRecord record;
      RunHold free;
      boolean unsaved;
      lock.lock();
      try {
        if (entry.state() == RunState.RUNNING) {
          entry.move(RunState.INTERRUPTED, clock.instant());
        }
        record = entry.record();
        free = entry.live == null ? entry.hold : null;
        entry.hold = free == null ? entry.hold : null;
        unsaved = entry.unsaved;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      if (mine && unsaved) {
        write(record, List.of());
      }
      close(free);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (mine) {
        entry.saving.unlock();
      }
    }
  }

  private RunRecord record(RunEntry entry) {
    lock.lock();
    try {
      return entry.record();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
