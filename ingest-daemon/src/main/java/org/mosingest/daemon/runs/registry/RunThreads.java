package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.SourceBytes;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.store.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries runs out, each on its own thread. Safe for many threads. */
final class RunThreads {

  private static final Logger LOG = LoggerFactory.getLogger(RunThreads.class);

  /** How often a run that waits for memory looks whether it is to stop. */
  private static final Duration MEMORY_AGAIN = Duration.ofMillis(200);

  private final RunMonitor monitor;
  private final RunKeeper keeper;
  private final Engines engines;
  private final InstantSource clock;
  private final Roots roots;
  private final Runnable afterEach;

  /**
   * Threads of a registry.
   *
   * @param afterEach called, without a lock, when a run has ended
   */
  RunThreads(
      RunMonitor monitor,
      RunKeeper keeper,
      Engines engines,
      RegistrySettings settings,
      Runnable afterEach) {
    this.monitor = monitor;
    this.keeper = keeper;
    this.engines = engines;
    this.clock = settings.clock();
    this.roots = settings.roots();
    this.afterEach = afterEach;
  }

  /**
   * Waits for a while until a paused run stands still, or one that was stopped is over. Not under a
   * lock.
   */
  void awaitObeyed(RunHandle run, Duration limit) {
    switch (monitor.ask(run, RunEntry::obedience)) {
      case LiveRun.Obedience.Done() -> {}
      case LiveRun.Obedience.Ending(LiveRun live) -> {
        if (!live.awaitOver(limit)) {
          LOG.warn("a run does not stop as requested");
        }
      }
      case LiveRun.Obedience.ComingToRest(IngestRun pausing) -> {
        try {
          if (!pausing.awaitStill(limit)) {
            LOG.info("a paused run is still finishing active work");
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Ends the thread of a paused run whose manifest is not what it was when the run read it: the run
   * is to read it again. Not under a lock.
   *
   * @param limit how long the thread is waited for
   */
  void endIfManifestChanged(RunHandle run, Duration limit) {
    Optional<LiveRun.HeldManifest> held = monitor.ask(run, RunThreads::heldManifest);
    if (held.isPresent() && isChanged(held.get())) {
      monitor.change(
          run,
          entry -> {
            if (entry.state() == RunState.PAUSED) {
              entry.stop();
            }
          });
      awaitObeyed(run, limit);
    }
  }

  /** The manifest that a paused run would go on with without reading it again. */
  private static Optional<LiveRun.HeldManifest> heldManifest(RunEntry entry) {
    LiveRun live = entry.standing().live();
    return live == null || entry.state() != RunState.PAUSED
        ? Optional.empty()
        : live.heldManifest();
  }

  private static boolean isChanged(LiveRun.HeldManifest held) {
    try {
      return !SourceBytes.of(held.sources()).equals(held.read());
    } catch (IOException e) {
      // The run that reads it says what is wrong.
      return true;
    }
  }

  /** Gives a run its thread. */
  void start(RunHandle run, LiveRun.Start start) {
    Thread.ofPlatform()
        .daemon()
        .name("run-" + start.record().id())
        .start(() -> carryOut(run, start));
  }

  private void carryOut(RunHandle run, LiveRun.Start start) {
    RunEnding ending;
    try {
      RunPaths.requireBelow(roots, start.record().options());
      RunMemory memory = RunMemory.of(start.record().options());
      engines.heap().requireRoomFor(memory);
      try (HeapBudget.Share share = engines.heap().askFor(memory)) {
        ending = isHad(share, run, start) ? pass(run, start) : new RunEnding.Stopped();
      }
    } catch (Throwable e) {
      LOG.error("run {} cannot start", start.record().id(), e);
      ending = RunEnding.because(e);
    }
    keeper.end(run, ending);
    start.live().over();
    afterEach.run();
  }

  /** Waits until the memory is there, or the run is told to stop. */
  private boolean isHad(HeapBudget.Share share, RunHandle run, LiveRun.Start start)
      throws InterruptedException {
    if (share.await(Duration.ZERO)) {
      return true;
    }
    monitor.change(run, entry -> entry.waitsFor(share.note()));
    while (!share.await(MEMORY_AGAIN)) {
      if (start.live().awaitStopped(Duration.ZERO)) {
        return false;
      }
    }
    monitor.change(run, entry -> entry.waitsFor(""));
    return true;
  }

  /** One pass, from the opening of its files to their closing. */
  private RunEnding pass(RunHandle run, LiveRun.Start start) {
    RunRecord record = start.record();
    @Nullable IngestRun opened = null;
    RunEnding ending;
    try {
      run.forgetUnstored();
      Optional<LiveRun.Opened> begun =
          new PatientStart(engines.disk().every())
              .open(
                  record.options().progressPath(),
                  start.live(),
                  note -> monitor.change(run, entry -> entry.waitsFor(note)),
                  () -> begin(run, start));
      boolean finished = false;
      if (begun.isPresent()) {
        opened = begun.get().run();
        monitor.change(run, entry -> entry.opened(begun.get()));
        finished = opened.execute(new Invocation("ingest daemon", List.of())).finished();
      }
      ending = finished ? new RunEnding.Finished() : new RunEnding.Stopped();
    } catch (Throwable e) {
      LOG.error("run {} failed unexpectedly", record.id(), e);
      ending = RunEnding.because(e);
    }
    keeper.lastFigures(run);
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException | RuntimeException e) {
        LOG.warn("while closing the files of run {}", record.id(), e);
      }
    }
    return ending;
  }

  private LiveRun.Opened begin(RunHandle run, LiveRun.Start start)
      throws BadCorpusException, IOException, MachineFaultException {
    RunRecord record = start.record();
    RunPaths.requireBelow(roots, record.options());
    Pass pass = record.pass().orElseGet(() -> Pass.first(clock.instant()));
    IngestRun opened =
        IngestRun.open(
            record.options(), pass, engines, run::failed, keeper.failures(record), start.hold());
    try {
      // What was opened is what was looked at, if nothing leads elsewhere now.
      RunPaths.requireBelow(roots, record.options());
      keeper.begin(run, opened);
      String said = opened.saidOf(pass);
      if (!said.isEmpty()) {
        monitor.change(run, entry -> entry.note(said));
      }
      return new LiveRun.Opened(opened, SourceBytes.of(opened.manifest().files()));
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }
}
