package org.mosingest.daemon.pool;

import java.time.Duration;
import java.util.OptionalLong;

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

  /**
   * The place that a piece of work holds while it runs. What it tells is of the key it holds then.
   */
  interface Slot {
    /**
     * Gives up the key held so far and waits for room at another, before what is queued for it; the
     * place in the pool is kept. At no time are two keys held, so no two pieces of work can wait
     * for each other.
     *
     * @throws InterruptedException if interrupted while waiting
     */
    void moveTo(String key) throws InterruptedException;

    /**
     * Gives up the place in the pool, and not the key, for something that needs none. Work that
     * ends so has nothing to give back.
     */
    void stepAside();

    /**
     * Waits for a place again, before anything that is queued.
     *
     * @throws InterruptedException if interrupted while waiting; no place is held then
     */
    void stepBack() throws InterruptedException;

    /** The key did what was asked of it: it may be asked a little more. */
    void accepted();

    /**
     * The key refused, since too much is asked of it: all its work is held back for that time, and
     * comes slower afterwards. Where it took other work since it refused this before, it is this
     * work alone that it refuses, and nothing changes for the rest.
     *
     * @param before when it refused this work last, by {@link System#nanoTime}; empty if it was
     *     asked for the first time, or did something else with it since
     * @param wait for how long the key is to be left alone; zero if it did not say
     */
    void refused(OptionalLong before, Duration wait);

    /**
     * The key dropped the work without a word.
     *
     * @return whether that is the key's answer to so much at once, of which it does a part: it is
     *     then asked less, and the work is not to blame
     */
    boolean dropped();
  }

  /** Told of what work throws. */
  @FunctionalInterface
  interface FaultListener {
    /** Work of the lane threw this. */
    void threw(Throwable fault);
  }
}
