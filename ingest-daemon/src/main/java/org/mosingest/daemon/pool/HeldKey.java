package org.mosingest.daemon.pool;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The key that a piece of work holds now. Safe for many threads; all is guarded by the pool's lock.
 */
final class HeldKey implements Work.Slot {

  private final PoolBooks pool;

  /** Guarded by the pool's lock. */
  private String key;

  /** When it came to hold the key. */
  private long since = System.nanoTime();

  HeldKey(PoolBooks pool, String key) {
    this.pool = pool;
    this.key = key;
  }

  /** The key; to be asked for with the lock held. */
  String key() {
    return key;
  }

  @Override
  public void stepAside() {
    pool.lock().lock();
    try {
      pool.stepAside();
    } finally {
      pool.lock().unlock();
    }
  }

  @Override
  public void stepBack() throws InterruptedException {
    pool.lock().lockInterruptibly();
    try {
      pool.stepBack(this::key);
    } finally {
      pool.lock().unlock();
    }
  }

  @Override
  public void accepted() {
    pool.lock().lock();
    try {
      pool.keys().accepted(key);
      pool.dispatch();
    } finally {
      pool.lock().unlock();
    }
  }

  @Override
  public void refused(OptionalLong before, Duration wait) {
    pool.lock().lock();
    try {
      pool.keys().refused(key, since, before, wait);
    } finally {
      pool.lock().unlock();
    }
  }

  @Override
  public boolean dropped() {
    pool.lock().lock();
    try {
      return pool.keys().dropped(key, since);
    } finally {
      pool.lock().unlock();
    }
  }

  @Override
  public void moveTo(String other) throws InterruptedException {
    pool.lock().lockInterruptibly();
    try {
      if (key.equals(other)) {
        return;
      }
      pool.keys().leave(key);
      key = Dispatcher.NO_KEY;
      pool.keys().claim(other);
      pool.changed().signalAll();
      pool.dispatch();
      try {
        while (!pool.keys().hasRoom(other)) {
          long wait = pool.keys().nanosToWait(other);
          if (wait > 0) {
            long _ = pool.changed().awaitNanos(wait);
          } else {
            pool.changed().await();
          }
        }
      } catch (InterruptedException e) {
        pool.keys().giveUpClaim(other);
        pool.dispatch();
        throw e;
      }
      pool.keys().arrive(other);
      key = other;
      since = System.nanoTime();
    } finally {
      pool.lock().unlock();
    }
  }
}
