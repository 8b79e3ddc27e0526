package org.mosingest.daemon.pool;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pool of work on virtual threads, shared fairly.
 *
 * <p>Each run has a {@link Lane}; free places go to the lanes in turn, and within a lane to its
 * keys in turn, so that neither a large run nor a slow host holds up the others. At most {@code
 * size} pieces of work are under way at once, and at most {@code perKey} of them for the same key
 * (for downloads: the host). What waits is an object in a queue, not a thread.
 *
 * <p>Safe for many threads. The lock guards the books only; no work runs under it.
 */
public final class WorkPool implements AutoCloseable {

  /** The key of work that is bound by the pool's size alone. */
  public static final String NO_KEY = "";

  /** Guards the books of the pool and of its lanes. */
  final ReentrantLock lock = new ReentrantLock();

  private final Condition roomAtKey = lock.newCondition();
  private final String name;
  private final int size;
  private final int perKey;
  private final ScheduledExecutorService timer;

  @GuardedBy("lock")
  private final List<Lane> lanes = new ArrayList<>();

  /** Guarded by the lock. */
  final KeyBounds keys;

  @GuardedBy("lock")
  private int active;

  @GuardedBy("lock")
  private int turn;

  @GuardedBy("lock")
  private long started;

  /**
   * A pool without lanes yet.
   *
   * @param name what it does, for its threads' names and for reports: {@code download}
   * @param size how much work may be under way at once, at least 1
   * @param perKey how much of it for the same key, at least 1
   */
  public WorkPool(String name, int size, int perKey) {
    if (size < 1 || perKey < 1) {
      throw new IllegalArgumentException(
          "--" + name + "s and --per-host must be at least 1, not " + size + " and " + perKey);
    }
    this.name = name;
    this.size = size;
    this.perKey = perKey;
    this.keys = new KeyBounds(perKey, System::nanoTime);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name + "-timer").factory());
  }

  /** A piece of work. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it. What it throws is reported to its lane.
     *
     * @throws Exception anything; an {@link InterruptedException} after the lane was closed means
     *     that it obeyed
     */
    void run(Slot slot) throws Exception;
  }

  /**
   * The place that a piece of work holds while it runs. What it tells is of the key it holds then.
   */
  public interface Slot {
    /**
     * Gives up the key held so far and waits for room at another, before what is queued for it; the
     * place in the pool is kept. At no time are two keys held, so no two pieces of work can wait
     * for each other.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    void moveTo(String key) throws InterruptedException;

    /** The key did what was asked of it: it may be asked a little more. */
    void accepted();

    /**
     * The key refused, since too much is asked of it: all its work is held back for that time, and
     * comes slower afterwards.
     *
     * @param wait for how long the key is to be left alone; zero if it did not say
     */
    void refused(Duration wait);

    /**
     * The key dropped the work without a word.
     *
     * @return whether that is the key's answer to so much at once, of which it does a part: it is
     *     then asked less, and the work is not to blame
     */
    boolean dropped();
  }

  /** How much a key may be asked now. */
  public KeyLimits limits(String key) {
    lock.lock();
    try {
      return keys.limits(key);
    } finally {
      lock.unlock();
    }
  }

  /**
   * How busy a pool is.
   *
   * @param size how much may be under way
   * @param active how much is
   * @param queued how much waits for a place
   */
  public record Load(int size, int active, int queued) {}

  /** How much work may be under way at once for the same key. */
  public int perKey() {
    return perKey;
  }

  /** How busy the pool is now. */
  public Load load() {
    lock.lock();
    try {
      int queued = 0;
      for (Lane lane : lanes) {
        queued += lane.queue.size();
      }
      return new Load(size, active, queued);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A new lane, for one run.
   *
   * @param fault told of anything that work of this lane throws, on the work's thread
   */
  public Lane lane(FaultListener fault) {
    Lane lane = new Lane(this, fault);
    lock.lock();
    try {
      lanes.add(lane);
    } finally {
      lock.unlock();
    }
    return lane;
  }

  /** Told of what work throws. */
  @FunctionalInterface
  public interface FaultListener {
    /** Work of the lane threw this. */
    void threw(Throwable fault);
  }

  /** Told when work ends or moves; to be awaited with the lock held. */
  Condition changed() {
    return roomAtKey;
  }

  /** Does something when that time has passed; nothing after {@link #close}. */
  void later(Duration delay, Runnable action) {
    try {
      var _ = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The pool is closed, and its lanes with it: dropped.
    }
  }

  @GuardedBy("lock")
  void forget(Lane lane) {
    lanes.remove(lane);
  }

  /** Starts what may be started. */
  @GuardedBy("lock")
  void dispatch() {
    while (active < size) {
      Lane lane = null;
      KeyedQueue.@Nullable Entry next = null;
      for (int i = 0; i < lanes.size() && next == null; i++) {
        lane = lanes.get((turn + i) % lanes.size());
        next = lane.held ? null : lane.queue.poll(keys::mayStart);
        if (next != null) {
          turn = (turn + i + 1) % lanes.size();
        }
      }
      if (next == null || lane == null) {
        keys.takeNextTurn().ifPresent(wait -> later(Duration.ofNanos(wait), this::dispatchLater));
        return;
      }
      start(lane, next);
    }
  }

  private void dispatchLater() {
    lock.lock();
    try {
      dispatch();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void start(Lane lane, KeyedQueue.Entry entry) {
    active++;
    keys.enter(entry.key());
    HeldKey held = new HeldKey(this, entry.key());
    started++;
    Thread thread =
        Thread.ofVirtual()
            .name(name + "-" + started)
            .unstarted(() -> run(lane, entry.work(), held));
    lane.running.add(thread);
    thread.start();
  }

  private void run(Lane lane, Work work, HeldKey held) {
    try {
      work.run(held);
    } catch (Throwable fault) {
      lane.threw(fault);
    } finally {
      lock.lock();
      try {
        active--;
        keys.leave(held.key());
        lane.running.remove(Thread.currentThread());
        roomAtKey.signalAll();
        dispatch();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Drops all that waits and interrupts all that is under way. */
  @Override
  public void close() {
    timer.shutdownNow();
    List<Lane> all;
    lock.lock();
    try {
      all = List.copyOf(lanes);
    } finally {
      lock.unlock();
    }
    all.forEach(Lane::close);
  }
}
