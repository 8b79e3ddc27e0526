package org.mosingest.daemon.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets threads in while it is open, and knows when none is inside: so whoever closes it can wait
 * until all is still. Safe for many threads.
 */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private int inside;

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nobody is let in. */
  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns once the gate is open; {@link #leave} must follow.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (closed) {
        changed.await();
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  /** Out again. */
  void leave() {
    lock.lock();
    try {
      inside--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nobody is inside.
   *
   * @return whether that was so before the time was over
   * @throws InterruptedException if interrupted while waiting
   */
  boolean awaitEmpty(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (inside > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
