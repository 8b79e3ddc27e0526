package org.mosingest.daemon.pool;

import java.time.Duration;

/** One run's share of a dispatcher. Safe for many threads. */
public final class Lane implements AutoCloseable {

  private final Dispatcher dispatcher;
  private final LaneState state;

  Lane(Dispatcher dispatcher, LaneState state) {
    this.dispatcher = dispatcher;
    this.state = state;
  }

  /** Queues work for a key, where no order matters. After {@link #close} it is dropped. */
  public void submit(String key, Work work) {
    submit(key, Place.first(0), work);
  }

  /** Queues work for a key. After {@link #close} it is dropped. */
  public void submit(String key, Place place, Work work) {
    dispatcher.lock.lock();
    try {
      if (!state.closed) {
        state.queue.add(key, place, work);
        dispatcher.dispatch();
      }
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /**
   * Queues work for a key, where no order matters, when that time has passed. After {@link #close}
   * it is dropped.
   */
  public void submitAfter(Duration delay, String key, Work work) {
    submitAfter(delay, key, Place.first(0), work);
  }

  /** Queues work for a key when that time has passed. After {@link #close} it is dropped. */
  public void submitAfter(Duration delay, String key, Place place, Work work) {
    dispatcher.later(delay, () -> submit(key, place, work));
  }

  /** Starts nothing more until {@link #release}; what is under way goes on. */
  public void hold() {
    dispatcher.lock.lock();
    try {
      state.held = true;
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /** Starts work again. */
  public void release() {
    dispatcher.lock.lock();
    try {
      state.held = false;
      dispatcher.dispatch();
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /** Interrupts what is under way; what waits stays queued. */
  public void interruptRunning() {
    dispatcher.lock.lock();
    try {
      state.running.forEach(Thread::interrupt);
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /** Drops what waits and interrupts what is under way. Does not wait for it to end. */
  @Override
  public void close() {
    dispatcher.lock.lock();
    try {
      dispatcher.close(state);
    } finally {
      dispatcher.lock.unlock();
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
    dispatcher.lock.lock();
    try {
      while (!state.running.isEmpty()) {
        if (nanos <= 0) {
          return false;
        }
        nanos = dispatcher.changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      dispatcher.lock.unlock();
    }
  }
}
