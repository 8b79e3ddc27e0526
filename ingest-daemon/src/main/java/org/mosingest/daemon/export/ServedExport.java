package org.mosingest.daemon.export;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.export.ExportProgress;
import org.mosingest.core.export.ExportRequest;
import org.mosingest.core.export.found.ExportRecords;
import org.mosingest.core.options.Wording;
import org.mosingest.core.paths.Roots;

/** An export that the service was asked for. Safe for many threads. */
final class ServedExport implements ExportProgress {

  private final long number;
  private final String run;
  private final ExportRequest request;
  private final Roots roots;
  private final Instant submitted;
  private final Consumer<ServedExport> ended;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Object lock = new Object();

  @GuardedBy("lock")
  private ExportState state = ExportState.QUEUED;

  @GuardedBy("lock")
  private Wording note = Wording.NONE;

  @GuardedBy("lock")
  private @Nullable Instant finished;

  @GuardedBy("lock")
  private @Nullable Thread thread;

  @GuardedBy("lock")
  private boolean cancelled;

  @GuardedBy("lock")
  private String cancelledBecause = "";

  @GuardedBy("lock")
  private boolean publishing;

  private volatile long done;
  private volatile long all;

  /**
   * An export that waits for its turn.
   *
   * @param ended is told once when it is over
   */
  ServedExport(
      long number,
      String run,
      ExportRequest request,
      Roots roots,
      Instant submitted,
      Consumer<ServedExport> ended) {
    this.number = number;
    this.run = run;
    this.request = request;
    this.roots = roots;
    this.submitted = submitted;
    this.ended = ended;
  }

  long number() {
    return number;
  }

  String run() {
    return run;
  }

  Instant submitted() {
    return submitted;
  }

  /** What became of it so far. */
  ExportLog.End end() {
    synchronized (lock) {
      return ExportLog.End.of(state, finished == null ? null : finished.toString(), note);
    }
  }

  String id() {
    return Long.toString(number);
  }

  boolean isOf(String otherRun) {
    return run.equals(otherRun);
  }

  ExportRequest request() {
    return request;
  }

  boolean isEnded() {
    synchronized (lock) {
      return state.isEnded();
    }
  }

  /**
   * Its turn has come, on this thread.
   *
   * @return whether it is still wanted
   */
  boolean begins() {
    synchronized (lock) {
      if (cancelled) {
        return false;
      }
      state = ExportState.RUNNING;
      thread = Thread.currentThread();
      return true;
    }
  }

  void says(String what) {
    synchronized (lock) {
      note = Wording.of(what);
    }
  }

  /** Whether it was told to end. */
  boolean isCancelled() {
    synchronized (lock) {
      return cancelled;
    }
  }

  void ends(ExportState as, Wording why, InstantSource clock) {
    boolean first;
    synchronized (lock) {
      first = !state.isEnded();
      if (first) {
        state = as;
        note = as == ExportState.CANCELLED ? Wording.of(cancelledBecause) : why;
        finished = clock.instant();
        thread = null;
      }
    }
    if (first) {
      ended.accept(this);
    }
    over.countDown();
  }

  /**
   * Tells it to end, unless its files get their names already; one that waits for its turn is over
   * at once.
   *
   * @param because what to say of it; empty if whoever asks knows why
   */
  void cancel(InstantSource clock, String because) {
    synchronized (lock) {
      if (publishing || state.isEnded()) {
        return;
      }
      cancelled = true;
      cancelledBecause = because;
      if (thread != null) {
        // It may be reading a large file; what it has open is closed by this.
        thread.interrupt();
        return;
      }
    }
    ends(ExportState.CANCELLED, Wording.NONE, clock);
  }

  /** Waits a while until it is over. */
  void awaitOver(long nanos) {
    try {
      boolean _ = over.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void written(long rows, long of) {
    done = rows;
    all = of;
    if (isCancelled()) {
      throw new CancellationException();
    }
  }

  /** Links may have been made since it was asked for. */
  @Override
  public void places() throws IOException {
    if (isCancelled()) {
      throw new CancellationException();
    }
    for (Path target : request.targets()) {
      roots.requireBelow("the export", target);
    }
  }

  /** From here on nothing ends it: half of its files with names would be no export. */
  @Override
  public void publishes() {
    synchronized (lock) {
      if (cancelled) {
        throw new CancellationException();
      }
      publishing = true;
      thread = null;
    }
  }

  ExportView view() {
    synchronized (lock) {
      return new ExportView(
          Optional.of(id()),
          state,
          request.format().toString(),
          request.path(),
          new ExportView.Progress(done, all),
          new ExportView.Times(Optional.of(submitted), Optional.ofNullable(finished)),
          note,
          state == ExportState.COMPLETED
              ? ExportRecords.read(request.record(), request.origin().inputs().getFirst())
              : Optional.empty());
    }
  }
}
