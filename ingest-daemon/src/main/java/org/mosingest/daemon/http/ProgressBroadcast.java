package org.mosingest.daemon.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Counted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress document, made and written once for all live streams, and only while there are any.
 * A slow stream misses documents; it never makes the others wait, and nothing is kept for it.
 *
 * <p>Safe for many threads. No document is made under the lock.
 */
final class ProgressBroadcast implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressBroadcast.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Supplier<byte[]> source;
  private final ApiLimits limits;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("http-feed").factory());

  @GuardedBy("lock")
  private byte @Nullable [] latest;

  @GuardedBy("lock")
  private long number;

  /** How many documents were begun. */
  @GuardedBy("lock")
  private long begun;

  /** Which of them the latest is still true as of. */
  @GuardedBy("lock")
  private long trueAsOf;

  /** Whether one is to be begun out of turn. */
  @GuardedBy("lock")
  private boolean asked;

  @GuardedBy("lock")
  private long publishedAt;

  @GuardedBy("lock")
  private int streams;

  @GuardedBy("lock")
  private @Nullable Future<?> publishing;

  @GuardedBy("lock")
  private boolean closed;

  /**
   * A feed that rests until someone listens.
   *
   * @param source makes the document, written
   */
  ProgressBroadcast(Supplier<byte[]> source, ApiLimits limits) {
    this.source = source;
    this.limits = limits;
  }

  /**
   * A place among the streams.
   *
   * @throws Refusal if there is none
   */
  Subscription subscribe() {
    lock.lock();
    try {
      if (closed) {
        throw Refusal.busy("stopping", "the service is stopping", "try again when it is back");
      }
      if (streams >= limits.connections().streams()) {
        throw Refusal.busy(
            "too-many-streams",
            "there "
                + Counted.word(streams, "is ", "are ")
                + Counted.of(streams, "live stream")
                + " already",
            "close one, or request /progress without Accept: text/event-stream");
      }
      streams++;
      if (publishing == null) {
        // What was published before is out of date.
        latest = null;
        publishing =
            timer.scheduleAtFixedRate(
                this::publish, 0, limits.eventPeriod().toMillis(), TimeUnit.MILLISECONDS);
      } else if (!asked) {
        asked = true;
        timer.execute(this::publish);
      }
      return new Subscription(begun);
    } finally {
      lock.unlock();
    }
  }

  /** How many streams are live. */
  int streams() {
    lock.lock();
    try {
      return streams;
    } finally {
      lock.unlock();
    }
  }

  private long begin() {
    lock.lock();
    try {
      asked = false;
      return ++begun;
    } finally {
      lock.unlock();
    }
  }

  private void publish() {
    long turn = begin();
    byte[] document;
    try {
      document = source.get();
    } catch (RuntimeException e) {
      // Thrown from here it would end all later ones, and the streams would fall silent.
      LOG.error("cannot make the progress document", e);
      return;
    }
    lock.lock();
    try {
      trueAsOf = turn;
      long now = System.nanoTime();
      boolean due = now - publishedAt >= limits.eventAtLeast().toNanos();
      if (latest == null || due || !Arrays.equals(latest, document)) {
        latest = document;
        number++;
        publishedAt = now;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** One stream's place. Used by one thread. */
  final class Subscription implements AutoCloseable {
    private final long openedAfter;
    private long seen;

    private Subscription(long openedAfter) {
      this.openedAfter = openedAfter;
    }

    /**
     * Waits for a document that this stream has not had, and that was begun after it: who has just
     * submitted a run finds it in the first.
     *
     * @return the latest one, not to be changed; null once the feed is closed
     * @throws InterruptedException if interrupted while waiting
     */
    byte @Nullable [] next() throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (!closed && (latest == null || seen == number || trueAsOf <= openedAfter)) {
          changed.await();
        }
        seen = number;
        return closed ? null : latest;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        streams--;
        if (streams == 0 && publishing != null) {
          publishing.cancel(false);
          publishing = null;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Ends all streams. */
  @Override
  public void close() {
    timer.shutdownNow();
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
