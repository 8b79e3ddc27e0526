package org.mosingest.daemon.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.ledger.Settlement;

/**
 * Puts settlements back into manifest order, in bounded memory.
 *
 * <p>Rows are admitted in order and settle in any order; they are handed out in order. A row is
 * admitted only while it lies less than a window's length behind the first row not yet written: so
 * no more outcomes are ever held than the window has places, and a slow clip stops the others only
 * once the window behind it is full.
 *
 * <p>Safe for many threads; {@link #take} is for one.
 */
final class Sequencer {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition ready = lock.newCondition();

  @GuardedBy("lock")
  private final @Nullable Settlement[] window;

  /** The first row not yet written. */
  @GuardedBy("lock")
  private int firstUnwritten;

  /** The first row not yet handed out. */
  @GuardedBy("lock")
  private int next;

  @GuardedBy("lock")
  private int admitted;

  /** Settlements held: handed out or waiting for an earlier row. */
  @GuardedBy("lock")
  private int held;

  @GuardedBy("lock")
  private boolean ended;

  Sequencer(int windowSize) {
    if (windowSize < 1) {
      throw new IllegalArgumentException("a window of " + windowSize);
    }
    this.window = new @Nullable Settlement[windowSize];
  }

  /**
   * Waits for room and admits the next row.
   *
   * @return whether it was admitted; false once {@link #end} was called
   * @throws InterruptedException if interrupted while waiting
   */
  boolean admit(int index) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (index != admitted) {
        throw new IllegalStateException(
            "row " + index + " admitted when row " + admitted + " was due");
      }
      while (!ended && index - firstUnwritten >= window.length) {
        room.await();
      }
      if (ended) {
        return false;
      }
      admitted++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Files an admitted row's outcome. After {@link #end} it is dropped. */
  void settle(int index, Settlement settlement) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      int place = index % window.length;
      if (index < next || index >= admitted || window[place] != null) {
        throw new IllegalStateException(
            "row " + index + " settled twice or before it was admitted");
      }
      window[place] = settlement;
      held++;
      if (index == next) {
        ready.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the next row's outcome and hands it out with all that follow it without a gap.
   *
   * @return in manifest order; empty once {@link #end} was called and nothing is left in order, or
   *     {@code total} rows have been handed out
   * @throws InterruptedException if interrupted while waiting
   */
  List<Settlement> take(int total) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (mustWait(total)) {
        ready.await();
      }
      List<Settlement> batch = new ArrayList<>();
      Settlement settlement = next < total ? window[next % window.length] : null;
      while (settlement != null) {
        window[next % window.length] = null;
        batch.add(settlement);
        next++;
        settlement = next < total ? window[next % window.length] : null;
      }
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@link #take} would not wait.
   *
   * @return whether that was so before the time was over
   * @throws InterruptedException if interrupted while waiting
   */
  boolean awaitReady(int total, Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (mustWait(total)) {
        if (nanos <= 0) {
          return false;
        }
        nanos = ready.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean mustWait(int total) {
    return !ended && next < total && window[next % window.length] == null;
  }

  /** That many rows, handed out before, are written: their places are free. */
  void written(int count) {
    lock.lock();
    try {
      firstUnwritten += count;
      held -= count;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until everything that is in order is written.
   *
   * @return whether that was so before the time was over
   * @throws InterruptedException if interrupted while waiting
   */
  boolean awaitWritten(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (firstUnwritten < next || window[next % window.length] != null) {
        if (nanos <= 0) {
          return false;
        }
        nanos = room.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Admits and files nothing more; what is in order can still be taken. */
  void end() {
    lock.lock();
    try {
      ended = true;
      room.signalAll();
      ready.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many settled rows are held. */
  int held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }
}
