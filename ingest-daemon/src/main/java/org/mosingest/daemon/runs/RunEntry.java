package org.mosingest.daemon.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.daemon.run.Books;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.run.Stall;

/**
 * A run in the registry: what is stored of it, and what it holds while it is not over.
 *
 * <p>All fields are guarded by the registry's lock, but for the queue of failures and {@code
 * saving}.
 */
final class RunEntry {

  /**
   * Held by whoever stores this run, over the disk's work. Taken before the registry's lock, never
   * inside it.
   */
  final ReentrantLock saving = new ReentrantLock();

  /** Reported by the writer's thread and not stored yet. */
  private final ConcurrentLinkedQueue<ClipFailure> unstored = new ConcurrentLinkedQueue<>();

  private final Duration rateWindow;
  private RunRecord record;
  private Map<String, Integer> failures;
  private RateWindow rates;

  @Nullable RunHold hold;
  @Nullable LiveRun live;

  /** Why it waits in the queue; empty if for its turn. */
  String waitsFor = "";

  /** When to try for the corpus again, where another process holds it. */
  long holdAgainAt = System.nanoTime();

  /** Whether it could not be stored when that was last tried. */
  boolean ailing;

  /** Whether the store lags behind. */
  boolean unsaved;

  RunEntry(RunRecord record, Map<String, Integer> failures, Duration rateWindow) {
    this.record = record;
    this.failures = failures;
    this.rateWindow = rateWindow;
    this.rates = new RateWindow(rateWindow);
  }

  RunRecord record() {
    return record;
  }

  RunState state() {
    return record.state();
  }

  /** The one place where a run changes its state, but for its end: {@link #publish}. */
  void move(RunState next, Instant now) {
    record = next.isEnded() ? record.ended(next, now, "") : record.moved(next);
    unsaved = true;
    rates = new RateWindow(rateWindow);
  }

  /** Shows what has been stored. What was asked of the run meanwhile stands. */
  void publish(RunRecord before, RunRecord stored, List<ClipFailure> more) {
    boolean movedMeanwhile = record.state() != before.state();
    record = movedMeanwhile ? record.withFiguresOf(stored) : stored;
    unsaved = movedMeanwhile;
    if (!more.isEmpty()) {
      Map<String, Integer> counts = new TreeMap<>(failures);
      more.forEach(failure -> counts.merge(failure.word(), 1, Integer::sum));
      failures = counts;
    }
  }

  /** Shows a run whose pass begins, with the failures that are left of it. */
  void begin(RunRecord before, RunRecord stored, Map<String, Integer> left) {
    publish(before, stored, List.of());
    failures = left;
    waitsFor = "";
  }

  void note(String text) {
    record = record.noted(text);
    unsaved = true;
  }

  /** Called by the writer's thread, without a lock. */
  void failed(ClipFailure failure) {
    unstored.add(failure);
  }

  /** Drops what an earlier pass reported and did not get stored. */
  void forgetUnstored() {
    unstored.clear();
  }

  /**
   * The failures that belong to a checkpoint; what was reported since waits for the next. Under
   * {@link #saving}.
   */
  List<ClipFailure> unstored(Pass checkpoint) {
    List<ClipFailure> settled = new ArrayList<>();
    for (ClipFailure failure : unstored) {
      if (!checkpoint.settled(failure.row())) {
        break;
      }
      settled.add(failure);
    }
    return settled;
  }

  /** These are stored. Under {@link #saving}. */
  void stored(List<ClipFailure> batch) {
    batch.forEach(failure -> unstored.remove());
  }

  /** Notes how far the run is, for its rates. */
  void sample(long nanos) {
    IngestRun run = live == null ? null : live.run();
    if (run != null && state() == RunState.RUNNING) {
      RunProgress progress = run.progress();
      rates.sample(nanos, progress.books().settled(), progress.bytesDownloaded());
    }
  }

  RunSnapshot snapshot() {
    IngestRun run = live == null ? null : live.run();
    boolean running = state() == RunState.RUNNING;
    Books books = record.books();
    int waiting = 0;
    Optional<Stall> stall = Optional.empty();
    String note = record.note().isEmpty() ? waitsFor : record.note();
    if (run != null && !state().isEnded()) {
      RunProgress progress = run.progress();
      waiting = progress.waiting();
      note = running && !progress.note().isEmpty() ? progress.note() : note;
      stall = running ? progress.stall() : stall;
    }
    if (note.isEmpty() && ailing) {
      note = "its state cannot be stored: these figures stand still";
    }
    return new RunSnapshot(
        record.id(),
        record.state(),
        record.options(),
        books,
        waiting,
        record.bytesDownloaded(),
        record.bytesResumed(),
        running ? rates.clipsPerS() : 0,
        running ? rates.bytesPerS() : 0,
        running ? rates.etaS(books.rows() - books.settled()) : OptionalLong.empty(),
        record.submittedAt(),
        record.pass().map(Pass::startedAt),
        record.finishedAt(),
        failures,
        note,
        stall);
  }
}
