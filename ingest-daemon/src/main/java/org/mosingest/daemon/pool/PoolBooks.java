package org.mosingest.daemon.pool;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What a place in a pool asks of the pool's books: all with their lock held. */
interface PoolBooks {

  /** Guards them. */
  ReentrantLock lock();

  /** Told of what ends or moves. */
  Condition changed();

  /** What each key may be asked. */
  KeyBounds keys();

  /** Starts what may be started. */
  void dispatch();

  /** The calling thread's work needs no place for now. */
  void stepAside();

  /**
   * The calling thread's work needs a place again: it comes before what is queued.
   *
   * @param key tells the key that it holds
   * @throws InterruptedException if interrupted while waiting; it has none then
   */
  void stepBack(Supplier<String> key) throws InterruptedException;
}
