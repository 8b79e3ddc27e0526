package org.mosingest.daemon.pool;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run's share of a pool. Safe for many threads. */
public final class Lane implements AutoCloseable {

  private final WorkPool pool;
  private final WorkPool.FaultListener faults;

  // All guarded by the pool's lock; the pool's dispatcher reads and writes them, too.
  final KeyedQueue queue = new KeyedQueue();
  final List<Thread> running = new ArrayList<>();
  boolean held;
  private boolean closed;

  Lane(WorkPool pool, WorkPool.FaultListener faults) {
    this.pool = pool;
    this.faults = faults;
  }

  /** Tells whoever opened the lane of what its work threw. */
  void threw(Throwable fault) {
    faults.threw(fault);
  }

  /** Queues work for a key, where no order matters. After {@link #close} it is dropped. */
  public void submit(String key, WorkPool.Work work) {
    submit(key, Place.first(0), work);
  }

  /** Queues work for a key. After {@link #close} it is dropped. */
  public void submit(String key, Place place, WorkPool.Work work) {
    pool.lock.lock();
    try {
      if (!closed) {
        queue.add(key, place, work);
        pool.dispatch();
      }
    } finally {
      pool.lock.unlock();
    }
  }

  /**
   * Queues work for a key, where no order matters, when that time has passed. After {@link #close}
   * it is dropped.
   */
  public void submitAfter(Duration delay, String key, WorkPool.Work work) {
    submitAfter(delay, key, Place.first(0), work);
  }

  /** Queues work for a key when that time has passed. After {@link #close} it is dropped. */
  public void submitAfter(Duration delay, String key, Place place, WorkPool.Work work) {
    pool.later(delay, () -> submit(key, place, work));
  }

  /** Starts nothing more until {@link #release}; what is under way goes on. */
  public void hold() {
    pool.lock.lock();
    try {
      held = true;
    } finally {
      pool.lock.unlock();
    }
  }

  /** Starts work again. */
  public void release() {
    pool.lock.lock();
    try {
      held = false;
      pool.dispatch();
    } finally {
      pool.lock.unlock();
    }
  }

  /** Interrupts what is under way; what waits stays queued. */
  public void interruptRunning() {
    pool.lock.lock();
    try {
      running.forEach(Thread::interrupt);
    } finally {
      pool.lock.unlock();
    }
  }

  /** Drops what waits and interrupts what is under way. Does not wait for it to end. */
  @Override
  public void close() {
    pool.lock.lock();
    try {
      closed = true;
      queue.clear();
      pool.forget(this);
      running.forEach(Thread::interrupt);
      pool.dispatch();
    } finally {
      pool.lock.unlock();
    }
  }

  /**
   * Waits until nothing of this lane is under way.
   *
   * @return whether that was so before the time was over
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    pool.lock.lock();
    try {
      while (!running.isEmpty()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = pool.changed().awaitNanos(nanos);
      }
      return true;
    } finally {
      pool.lock.unlock();
    }
  }
}
