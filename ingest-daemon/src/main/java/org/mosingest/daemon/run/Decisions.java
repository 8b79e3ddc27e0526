package org.mosingest.daemon.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.Clip;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.daemon.machine.PatientWrites;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.WorkPool;

/**
 * Writes down what becomes of the clips' downloads, and lets a clip go on when that is written.
 * While the disk is full the clips wait in a queue, which the admission window bounds, and hold no
 * place in a pool.
 *
 * <p>Safe for many threads. Nothing is written under the lock.
 */
final class Decisions {

  /** How a clip goes on. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  private record Decision(Clip clip, Optional<Reason> failure, Step next) {}

  private final DownloadProgress progress;
  private final Path file;
  private final PatientWrites writes;
  private final Lane lane;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<Decision> waiting = new ArrayDeque<>();

  /**
   * Decisions.
   *
   * @param file where the progress is kept
   * @param lane where clips that waited go on; what still waits when it is closed is dropped
   */
  Decisions(DownloadProgress progress, Path file, PatientWrites writes, Lane lane) {
    this.progress = progress;
    this.file = file;
    this.writes = writes;
    this.lane = lane;
  }

  /** Why the clip must not be asked for over the network; empty if it may be. */
  Optional<Reason> failure(Clip clip) {
    return progress.failure(clip).map(Reason::parse);
  }

  /** Whether the clip's bytes are recorded as on disk. */
  boolean isDone(Clip clip) {
    return progress.isDone(clip);
  }

  /**
   * The clip's bytes are on disk.
   *
   * @throws IOException if that cannot be written for another reason than a full disk, or the next
   *     step fails
   */
  void done(Clip clip, Step next) throws IOException {
    decide(new Decision(clip, Optional.empty(), next));
  }

  /**
   * The clip cannot be had.
   *
   * @throws IOException if that cannot be written for another reason than a full disk, or the next
   *     step fails
   */
  void failed(Clip clip, Reason reason, Step next) throws IOException {
    decide(new Decision(clip, Optional.of(reason), next));
  }

  private void decide(Decision decision) throws IOException {
    if (isAnyWaiting() || !isWritten(decision)) {
      enqueue(decision);
    } else {
      decision.next().run();
    }
  }

  private boolean isWritten(Decision decision) throws IOException {
    return writes.attempt(
        file,
        () -> {
          if (decision.failure().isPresent()) {
            progress.failed(decision.clip(), decision.failure().get().text());
          } else {
            progress.done(decision.clip());
          }
        });
  }

  private boolean isAnyWaiting() {
    lock.lock();
    try {
      return !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Decision decision) {
    lock.lock();
    try {
      waiting.add(decision);
      if (waiting.size() == 1) {
        later();
      }
    } finally {
      lock.unlock();
    }
  }

  private void later() {
    lane.submitAfter(writes.again(), WorkPool.NO_KEY, Place.again(0), _ -> goOn());
  }

  /**
   * The first stays in the queue until it is written: so there is one at work here, and all others
   * queue up behind.
   */
  private void goOn() throws IOException {
    @Nullable Decision first = first(false);
    while (first != null) {
      if (!isWritten(first)) {
        later();
        return;
      }
      Step next = first.next();
      first = first(true);
      next.run();
    }
  }

  private @Nullable Decision first(boolean drop) {
    lock.lock();
    try {
      if (drop) {
        Decision _ = waiting.remove();
      }
      return waiting.peek();
    } finally {
      lock.unlock();
    }
  }
}
