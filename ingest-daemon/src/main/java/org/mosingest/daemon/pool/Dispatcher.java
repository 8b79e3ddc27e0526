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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives a pool's free places to what waits in its lanes, and keeps the books of both: who waits,
 * who is under way, what each key may be asked.
 *
 * <p>Safe for many threads. The lock guards the books only; no work runs under it.
 */
final class Dispatcher implements PoolBooks {

  /** The key of work that is bound by the pool's size alone. */
  static final String NO_KEY = "";

  /** Guards the books of the pool and of its lanes. */
  final ReentrantLock lock = new ReentrantLock();

  /** Told when work ends or moves; to be awaited with the lock held. */
  final Condition changed = lock.newCondition();

  /** Guarded by the lock. */
  final KeyBounds keys;

  private final String name;

  @GuardedBy("lock")
  private int size;

  private final ScheduledExecutorService timer;

  @GuardedBy("lock")
  private final List<LaneState> lanes = new ArrayList<>();

  @GuardedBy("lock")
  private final UnderWay underWay = new UnderWay();

  /** How much has stepped aside and waits for a place again. */
  @GuardedBy("lock")
  private int returning;

  @GuardedBy("lock")
  private int turn;

  @GuardedBy("lock")
  private long started;

  /**
   * Of a pool.
   *
   * @param name what the pool does, for its threads' names
   * @param size how much work may be under way at once
   * @param perKey how much of it for the same key
   */
  Dispatcher(String name, int size, int perKey) {
    this.name = name;
    this.size = size;
    this.keys = new KeyBounds(perKey, System::nanoTime);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name + "-timer").factory());
  }

  /** How much may be under way at once. */
  @GuardedBy("lock")
  int size() {
    return size;
  }

  /** Other bounds from now on; what began last and is beyond them is interrupted. */
  @GuardedBy("lock")
  void resize(int newSize, int newPerKey) {
    UnderWay.check(name, newSize, newPerKey);
    size = newSize;
    keys.limit(newPerKey);
    underWay.interruptBeyond(newSize, newPerKey);
    changed.signalAll();
    dispatch();
  }

  /** How much is under way. */
  @GuardedBy("lock")
  int active() {
    return underWay.size();
  }

  /** How much waits for a place. */
  @GuardedBy("lock")
  int queued() {
    int queued = 0;
    for (LaneState lane : lanes) {
      queued += lane.queue.size();
    }
    return queued;
  }

  /** A lane to be served from here on. */
  @GuardedBy("lock")
  void add(LaneState lane) {
    lanes.add(lane);
  }

  /** A lane is not served any more: what waits is dropped, what is under way interrupted. */
  @GuardedBy("lock")
  void close(LaneState lane) {
    lane.closed = true;
    lane.queue.clear();
    lanes.remove(lane);
    lane.running.forEach(Thread::interrupt);
    dispatch();
  }

  /** Does something when that time has passed; nothing after {@link #close}. */
  void later(Duration delay, Runnable action) {
    try {
      var _ = timer.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The pool is closed, and its lanes with it: dropped.
    }
  }

  @Override
  public ReentrantLock lock() {
    return lock;
  }

  @Override
  public Condition changed() {
    return changed;
  }

  @Override
  public KeyBounds keys() {
    return keys;
  }

  @Override
  @GuardedBy("lock")
  public void dispatch() {
    while (underWay.size() + returning < size) {
      LaneState lane = null;
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

  @Override
  @GuardedBy("lock")
  public void stepAside() {
    underWay.remove(Thread.currentThread());
    changed.signalAll();
    dispatch();
  }

  @Override
  @GuardedBy("lock")
  public void stepBack(Supplier<String> key) throws InterruptedException {
    returning++;
    try {
      while (underWay.size() >= size) {
        changed.await();
      }
      underWay.add(Thread.currentThread(), key);
    } finally {
      returning--;
      dispatch();
    }
  }

  @GuardedBy("lock")
  private void start(LaneState lane, KeyedQueue.Entry entry) {
    keys.enter(entry.key());
    HeldKey held = new HeldKey(this, entry.key());
    started++;
    Thread thread =
        Thread.ofVirtual()
            .name(name + "-" + started)
            .unstarted(() -> run(lane, entry.work(), held));
    lane.running.add(thread);
    underWay.add(thread, held::key);
    thread.start();
  }

  private void run(LaneState lane, Work work, HeldKey held) {
    try {
      work.run(held);
    } catch (Throwable fault) {
      lane.faults.threw(fault);
    } finally {
      lock.lock();
      try {
        keys.leave(held.key());
        lane.running.remove(Thread.currentThread());
        underWay.remove(Thread.currentThread());
        changed.signalAll();
        dispatch();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Closes all lanes; nothing happens later any more. */
  void close() {
    timer.shutdownNow();
    lock.lock();
    try {
      for (LaneState lane : List.copyOf(lanes)) {
        close(lane);
      }
    } finally {
      lock.unlock();
    }
  }
}
