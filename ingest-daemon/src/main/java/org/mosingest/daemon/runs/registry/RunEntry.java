package org.mosingest.daemon.runs.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.store.RunRecord;

/**
 * Where a run stands: what is stored of it, and what it holds while it is not over. Not safe for
 * many threads: it lives behind the lock of a {@link RunMonitor}.
 */
final class RunEntry {

  private final RunHandle handle;
  private final Duration rateWindow;
  private RunRecord record;
  private Map<String, Integer> failures;
  private RateWindow rates;
  private @Nullable RunHold hold;
  private @Nullable LiveRun live;

  /** For how long it was at work, and until when that is counted. */
  private final ActiveTime active;

  /** Why it waits in the queue; empty if for its turn. */
  private String waitsFor = "";

  /** When to try for the corpus again, where another process holds it. */
  private long holdAgainAt = System.nanoTime();

  /** Whether it could not be stored when that was last tried. */
  private boolean ailing;

  /** Whether the store lags behind. */
  private boolean unsaved;

  RunEntry(RunRecord record, Map<String, Integer> failures, Duration rateWindow) {
    this.handle = new RunHandle(record.number());
    this.record = record;
    this.failures = failures;
    this.rateWindow = rateWindow;
    this.rates = new RateWindow(rateWindow);
    this.active = new ActiveTime(record.figures().active(), System.nanoTime());
  }

  /**
   * A run as it was found in the store: one that was cut off is queued where it was.
   *
   * @return whether it was cut off
   */
  boolean takeUp(Instant now) {
    if (state() == RunState.RUNNING) {
      move(RunState.INTERRUPTED, now);
    }
    boolean cutOff = state() == RunState.INTERRUPTED;
    if (cutOff) {
      move(RunState.QUEUED, now);
    }
    return cutOff;
  }

  RunHandle handle() {
    return handle;
  }

  RunRecord record() {
    return record;
  }

  RunState state() {
    return record.state();
  }

  /**
   * What there is to store.
   *
   * @param record as it is shown
   * @param unsaved whether the store lags behind it
   * @param live the run's thread, if it has one
   * @param run the run under way, while its files are open
   */
  record Standing(
      RunRecord record, boolean unsaved, @Nullable LiveRun live, @Nullable IngestRun run) {}

  /** What there is to store. */
  Standing standing() {
    accrue(System.nanoTime());
    return new Standing(record, unsaved, live, live == null ? null : live.run());
  }

  /**
   * Moves it to another state and has it obey. The one place where a run changes its state, but for
   * its end: {@link #publish}.
   */
  void move(RunState next, Instant now) {
    accrue(System.nanoTime());
    record = next.isEnded() ? record.ended(next, now, Wording.NONE) : record.moved(next);
    unsaved = true;
    rates = new RateWindow(rateWindow);
    if (live != null) {
      switch (next) {
        case RUNNING -> live.resume();
        case PAUSED -> live.pause();
        case CANCELLED -> live.stop();
        case QUEUED, INTERRUPTED, COMPLETED, FAILED -> {}
      }
    }
  }

  /** Whether it waits for nothing but its turn; a thread that ends is waited for. */
  boolean isReady() {
    return state() == RunState.QUEUED && hold != null && (live == null || !live.isStopped());
  }

  /**
   * Moves it to running.
   *
   * @return what its thread begins with; empty if it has one already, which goes on
   */
  Optional<LiveRun.Start> run(Instant now) {
    if (hold == null) {
      throw new IllegalStateException("run " + record.id() + " starts without its corpus");
    }
    move(RunState.RUNNING, now);
    if (live != null) {
      return Optional.empty();
    }
    live = new LiveRun(record);
    return Optional.of(new LiveRun.Start(record, live, hold));
  }

  /** Its files are open. */
  void opened(LiveRun.Opened run) {
    if (live != null) {
      live.opened(run);
    }
  }

  /** Its files are about to be closed. */
  void filesClose() {
    if (live != null) {
      live.closing();
    }
  }

  /** Its thread is told to stop where the run can be taken up again. */
  void stop() {
    if (live != null) {
      live.stop();
    }
  }

  /** Its thread is done with it. */
  void detach() {
    live = null;
  }

  /** Whether it is over and has no thread any more: then nothing but a retry changes it. */
  boolean isOver() {
    return live == null && state().isEnded();
  }

  /** What is to be waited for until it has obeyed. */
  LiveRun.Obedience obedience() {
    if (live == null) {
      return new LiveRun.Obedience.Done();
    }
    if (live.isStopped()) {
      return new LiveRun.Obedience.Ending(live);
    }
    IngestRun run = live.run();
    return state() == RunState.PAUSED && run != null
        ? new LiveRun.Obedience.ComingToRest(run)
        : new LiveRun.Obedience.Done();
  }

  /** Shows what has been stored. What was asked of the run meanwhile stands. */
  void publish(RunRecord before, RunRecord stored, List<ClipFailure> more) {
    boolean movedMeanwhile = record.state() != before.state();
    active.stored(stored.figures().active());
    record = (movedMeanwhile ? record.withFiguresOf(stored) : stored).active(active.total());
    unsaved = movedMeanwhile;
    if (!more.isEmpty()) {
      Map<String, Integer> counts = new TreeMap<>(failures);
      more.forEach(failure -> counts.merge(failure.word(), 1, Integer::sum));
      failures = counts;
    }
  }

  /** Shows what could not be stored: there will be nothing newer. */
  void publishUnstored(RunRecord before, RunRecord last) {
    publish(before, last, List.of());
    unsaved = true;
  }

  /** Whether it can be stored at all. */
  void ailing(boolean now) {
    ailing = now;
  }

  /** Shows a run whose pass begins, with the failures that are left of it. */
  void begin(RunRecord before, RunRecord stored, Map<String, Integer> left) {
    active.reset(stored.figures().active());
    publish(before, stored, List.of());
    failures = left;
    waitsFor = "";
  }

  void note(String text) {
    record = record.noted(Wording.of(text));
    unsaved = true;
  }

  /** Says what it waits for; empty for its turn. */
  void waitsFor(String what) {
    waitsFor = what;
  }

  /** Whether it is not over and its corpus is still to be taken. */
  boolean lacksCorpus() {
    return hold == null && live == null && !state().isEnded();
  }

  /** Whether its corpus is to be tried for now. */
  boolean isCorpusDue() {
    return lacksCorpus() && System.nanoTime() - holdAgainAt >= 0;
  }

  /** Its corpus is taken. */
  void holds(RunHold taken) {
    hold = taken;
  }

  /** Its corpus is to be tried for again later. */
  void corpusNotHad(String why, Duration again) {
    waitsFor = why;
    holdAgainAt = System.nanoTime() + again.toNanos();
  }

  /** Gives its corpus out of hand, to be closed. */
  Optional<RunHold> giveUpCorpus() {
    Optional<RunHold> given = Optional.ofNullable(hold);
    hold = null;
    return given;
  }

  /** The same if it is over and has no thread any more. */
  Optional<RunHold> giveUpCorpusIfOver() {
    return isOver() ? giveUpCorpus() : Optional.empty();
  }

  /** The same if it has no thread that might still write. */
  Optional<RunHold> giveUpCorpusIfIdle() {
    return live == null ? giveUpCorpus() : Optional.empty();
  }

  /** Counts the time since it was last counted, if the run was at work. */
  private void accrue(long nanos) {
    IngestRun run = live == null ? null : live.run();
    boolean atWork = state() == RunState.RUNNING && (run == null || !run.progress().offline());
    if (active.count(nanos, atWork)) {
      record = record.active(active.total());
    }
  }

  /** Notes how far the run is, for its rates and its time at work. */
  void sample(long nanos) {
    accrue(nanos);
    unsaved |= active.isWorthStoring();
    IngestRun run = live == null ? null : live.run();
    if (run != null && state() == RunState.RUNNING) {
      RunProgress progress = run.progress();
      rates.sample(nanos, progress.outcomes().settled(), progress.bytesDownloaded());
    }
  }

  /** The run as it is shown. */
  RunSnapshot snapshot() {
    return RunSnapshots.of(
        record,
        failures,
        rates,
        live == null ? null : live.run(),
        new RunSnapshots.Remark(waitsFor, ailing));
  }
}
