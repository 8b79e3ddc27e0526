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
 * Gives a pool's free places to what waits in its lanes, and keeps the books of both: who waits,
 * who is under way, what each key may be asked.
 *
 * <p>Safe for many threads. The lock guards the books only; no work runs under it.
 */
final class Dispatcher {

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

  /** Starts what may be started. */
  @GuardedBy("lock")
  void dispatch() {
    while (underWay.size() < size) {
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

  @GuardedBy("lock")
  private void start(LaneState lane, KeyedQueue.Entry entry) {
    keys.enter(entry.key());
    HeldKey held = new HeldKey(entry.key());
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

  /** The key that a piece of work holds now. Safe for many threads; all is guarded by the lock. */
  private final class HeldKey implements Work.Slot {

    /** Guarded by the dispatcher's lock. */
    private String key;

    /** When it came to hold the key. */
    private long since = System.nanoTime();

    HeldKey(String key) {
      this.key = key;
    }

    /** The key; to be asked for with the lock held. */
    String key() {
      return key;
    }

    @Override
    public void accepted() {
      lock.lock();
      try {
        keys.accepted(key);
        dispatch();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void refused(Duration wait) {
      lock.lock();
      try {
        keys.refused(key, since, wait);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean dropped() {
      lock.lock();
      try {
        return keys.dropped(key, since);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void moveTo(String other) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        if (key.equals(other)) {
          return;
        }
        keys.leave(key);
        key = NO_KEY;
        keys.claim(other);
        changed.signalAll();
        dispatch();
        try {
          while (!keys.hasRoom(other)) {
            long wait = keys.nanosToWait(other);
            if (wait > 0) {
              long _ = changed.awaitNanos(wait);
            } else {
              changed.await();
            }
          }
        } catch (InterruptedException e) {
          keys.giveUpClaim(other);
          dispatch();
          throw e;
        }
        keys.arrive(other);
        key = other;
        since = System.nanoTime();
      } finally {
        lock.unlock();
      }
    }
  }
}
