package org.mosingest.daemon.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets threads pass while it is open. Safe for many threads. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition opened = lock.newCondition();

  @GuardedBy("lock")
  private boolean closed;

  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }

  void open() {
    lock.lock();
    try {
      closed = false;
      opened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns once the gate is open.
   *
   * @throws InterruptedException if interrupted while waiting
   */
  void pass() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (closed) {
        opened.await();
      }
    } finally {
      lock.unlock();
    }
  }
}
