package org.mosingest.daemon.runs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunHold;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries runs out, each on its own thread, and passes on what is asked of them. Safe for many
 * threads.
 */
final class RunThreads {

  private static final Logger LOG = LoggerFactory.getLogger(RunThreads.class);

  private final ReentrantLock lock;
  private final RunKeeper keeper;
  private final Engines engines;
  private final InstantSource clock;
  private final Runnable afterEach;

  /**
   * Threads of a registry.
   *
   * @param lock the registry's lock
   * @param afterEach called, without a lock, when a run has ended
   */
  RunThreads(
      ReentrantLock lock,
      RunKeeper keeper,
      Engines engines,
      InstantSource clock,
      Runnable afterEach) {
    this.lock = lock;
    this.keeper = keeper;
    this.engines = engines;
    this.clock = clock;
    this.afterEach = afterEach;
  }

  /** Moves a run to another state and has it obey. Under the registry's lock. */
  void move(RunEntry entry, RunState next) {
    entry.move(next, clock.instant());
    LiveRun live = entry.live;
    switch (next) {
      case RUNNING -> {
        if (live == null) {
          start(entry);
        } else {
          live.resume();
        }
      }
      case PAUSED -> {
        if (live != null) {
          live.pause();
        }
      }
      case CANCELLED -> {
        if (live != null) {
          live.stop();
        }
      }
      case QUEUED, INTERRUPTED, COMPLETED, FAILED -> {}
    }
  }

  /**
   * Waits for a while until a paused run stands still, or one that was stopped is over. Not under a
   * lock.
   */
  void awaitObeyed(RunEntry entry, Duration limit) {
    LiveRun live;
    IngestRun pausing;
    boolean stopped;
    lock.lock();
    try {
      live = entry.live;
      pausing = live != null && entry.state() == RunState.PAUSED ? live.run() : null;
      stopped = live != null && live.isStopped();
    } finally {
      lock.unlock();
    }
    if (live != null && stopped) {
      if (!live.awaitOver(limit)) {
        LOG.warn("a run that was told to stop does not end");
      }
    } else if (pausing != null) {
      try {
        if (!pausing.awaitStill(limit)) {
          LOG.info("a paused run still has work under way, which ends by itself");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void start(RunEntry entry) {
    LiveRun live = new LiveRun(entry.record());
    entry.live = live;
    RunHold hold = entry.hold;
    if (hold == null) {
      throw new IllegalStateException("run " + entry.record().id() + " starts without its corpus");
    }
    RunRecord record = entry.record();
    Thread.ofPlatform()
        .daemon()
        .name("run-" + record.id())
        .start(() -> carryOut(entry, record, live, hold));
  }

  private void carryOut(RunEntry entry, RunRecord record, LiveRun live, RunHold hold) {
    Pass pass = record.pass().orElseGet(() -> Pass.first(clock.instant()));
    @Nullable IngestRun run = null;
    RunEnding ending;
    try {
      entry.forgetUnstored();
      Optional<IngestRun> begun =
          new PatientStart(engines.disk().every())
              .open(
                  record.options().progressPath(),
                  live,
                  note -> locked(() -> entry.waitsFor = note),
                  () -> begin(entry, record, pass, hold));
      boolean finished = false;
      if (begun.isPresent()) {
        run = begun.get();
        IngestRun opened = run;
        locked(() -> live.opened(opened));
        finished = run.execute(new Invocation("ingest daemon", List.of())).finished();
      }
      ending = finished ? new RunEnding.Finished() : new RunEnding.Stopped();
    } catch (Throwable e) {
      LOG.error("run {} broke off", record.id(), e);
      ending = RunEnding.because(e);
    }
    keeper.lastFigures(entry);
    if (run != null) {
      try {
        run.close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("while closing the files of run {}", record.id(), e);
      }
    }
    keeper.end(entry, ending);
    live.over();
    afterEach.run();
  }

  private IngestRun begin(RunEntry entry, RunRecord record, Pass pass, RunHold hold)
      throws BadCorpusException, IOException, MachineFaultException {
    IngestRun run =
        IngestRun.open(
            record.options(), pass, engines, entry::failed, keeper.failures(record), hold);
    try {
      keeper.begin(entry, run);
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
    } finally {
      lock.unlock();
    }
  }
}
