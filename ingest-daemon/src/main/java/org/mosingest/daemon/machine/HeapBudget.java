package org.mosingest.daemon.machine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.MachineFaultException;

/**
 * The part of this process's heap that runs may take, given out in the order in which it is asked
 * for, so that no run begins that would exhaust it. Safe for many threads.
 */
public final class HeapBudget {

  /** What a process takes that has no run. */
  private static final long BASE_BYTES = 32L << 20;

  /**
   * Of the rest runs get three quarters: a heap that is full to its end is busy with nothing but
   * collecting garbage.
   */
  private static final long PARTS = 4;

  private static final long PARTS_FOR_RUNS = 3;

  /** How long somebody waits who can ask again. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Java's serial collector keeps a thirtieth of its heap for itself. */
  private static final long COLLECTORS_PART = 30;

  private final long heapBytes;
  private final long most;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Deque<Share> line = new ArrayDeque<>();

  @GuardedBy("lock")
  private final Set<Share> given = new HashSet<>();

  @GuardedBy("lock")
  private long free;

  /** A budget of a heap of that size. */
  public HeapBudget(long heapBytes) {
    this.heapBytes = heapBytes;
    this.most = Math.max(0, (heapBytes - BASE_BYTES) / PARTS * PARTS_FOR_RUNS);
    this.free = most;
  }

  /** The budget of this process. */
  public static HeapBudget ofThisProcess() {
    return new HeapBudget(Runtime.getRuntime().maxMemory());
  }

  /** The smallest heap in which that much fits beside everything else, as {@code -Xmx} takes it. */
  static long megabytesFor(long bytes) {
    long usable = Math.ceilDiv(bytes, PARTS_FOR_RUNS) * PARTS + BASE_BYTES;
    return Math.ceilDiv(usable + Math.ceilDiv(usable, COLLECTORS_PART), 1L << 20);
  }

  /**
   * Refuses a run that does not fit even if it is alone.
   *
   * @throws MachineFaultException with the heap that would do
   */
  public void requireRoomFor(RunMemory run) throws MachineFaultException {
    if (doesNotFit(run)) {
      throw new MachineFaultException(
          refusal(run) + "; " + cure(run), new NoMemoryException(refusal(run), cure(run), false));
    }
  }

  /** Whether a run does not fit even if it is alone. */
  private boolean doesNotFit(RunMemory run) {
    return run.running() > most;
  }

  private String refusal(RunMemory run) {
    return "%s up to %s of memory, but this process may use only %s"
        .formatted(
            Counted.of(run.rows(), "row needs", "rows need"), told(run.running()), told(heapBytes));
  }

  private static String cure(RunMemory run) {
    return "start it with INGEST_JAVA_OPTS=-Xmx%dm".formatted(megabytesFor(run.running()));
  }

  private static String told(long bytes) {
    return ByteFormat.BRIEF.of(bytes);
  }

  /** Asks for what a run takes; those who asked before come first. */
  public Share askFor(RunMemory run) {
    return ask(run.running(), false);
  }

  /**
   * Takes what the reading of a manifest takes. It is soon over, and so comes before runs that
   * wait.
   *
   * @throws NoMemoryException if the run does not fit at all, or the manifest not for the next
   *     while
   */
  public Share forReading(RunMemory run) throws NoMemoryException {
    return soon(run, run.reading());
  }

  /** The same for who holds a run's rows and its failures for a moment. */
  public Share forRetry(RunMemory run) throws NoMemoryException {
    return soon(run, run.running());
  }

  private Share soon(RunMemory run, long bytes) throws NoMemoryException {
    if (doesNotFit(run)) {
      throw new NoMemoryException(refusal(run), cure(run), false);
    }
    Share share = ask(bytes, true);
    try {
      if (share.await(PATIENCE)) {
        return share;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    share.close();
    throw new NoMemoryException(
        "%s %s of memory to be read, and active runs use it"
            .formatted(Counted.of(run.rows(), "row needs", "rows need"), told(bytes)),
        "try again when a run has ended, or start the service with INGEST_JAVA_OPTS=-Xmx%dm"
            .formatted(megabytesFor(bytes) + (heapBytes >> 20)),
        true);
  }

  private Share ask(long bytes, boolean first) {
    Share share = new Share(bytes);
    lock.lock();
    try {
      if (first) {
        line.addFirst(share);
      } else {
        line.addLast(share);
      }
      giveOut();
    } finally {
      lock.unlock();
    }
    return share;
  }

  @GuardedBy("lock")
  private void giveOut() {
    for (Share next = line.peek(); next != null && next.bytes <= free; next = line.peek()) {
      line.remove();
      free -= next.bytes;
      given.add(next);
    }
    changed.signalAll();
  }

  /** Memory that was asked for; to be closed when it is not needed any more, had or not. */
  public final class Share implements AutoCloseable {

    private final long bytes;

    private Share(long bytes) {
      this.bytes = bytes;
    }

    /**
     * Waits until the memory is there.
     *
     * @return whether it was before the time was over
     * @throws InterruptedException if interrupted while waiting
     */
    public boolean await(Duration limit) throws InterruptedException {
      long rest = limit.toNanos();
      lock.lock();
      try {
        while (!given.contains(this) && rest > 0) {
          rest = changed.awaitNanos(rest);
        }
        return given.contains(this);
      } finally {
        lock.unlock();
      }
    }

    /** What is waited for. */
    public String note() {
      return "waiting for memory: the run needs up to %s, which other runs use"
          .formatted(told(bytes));
    }

    /** Gives it back, or asks no longer. */
    @Override
    public void close() {
      lock.lock();
      try {
        if (given.remove(this)) {
          free += bytes;
        } else {
          line.remove(this);
        }
        giveOut();
      } finally {
        lock.unlock();
      }
    }
  }
}
