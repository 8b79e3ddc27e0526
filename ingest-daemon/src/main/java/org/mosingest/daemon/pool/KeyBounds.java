package org.mosingest.daemon.pool;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * How much work is under way for each key, and how much waits to move to it: that goes before what
 * is queued. A key that refuses is asked less ({@link KeyPace}). {@link WorkPool#NO_KEY} is never
 * full. Not safe for use by several threads at once.
 */
final class KeyBounds {

  private int perKey;
  private final LongSupplier clock;

  /** Of the keys that have refused something, or that were asked lately. */
  private final Map<String, KeyPace> paces = new HashMap<>();

  /** The shortest wait of a key that was passed over for its pace. */
  private OptionalLong nextTurn = OptionalLong.empty();

  private final Map<String, Integer> active = new HashMap<>();

  /** As {@link #active}, with the work that waits to move to the key. */
  private final Map<String, Integer> claimed = new HashMap<>();

  KeyBounds(int perKey, LongSupplier clock) {
    this.perKey = perKey;
    this.clock = clock;
  }

  /** Another bound for every key. */
  void limit(int newPerKey) {
    perKey = newPerKey;
    paces.values().forEach(pace -> pace.limit(newPerKey));
  }

  /** How much may be under way for a key that never refused. */
  int perKey() {
    return perKey;
  }

  /** Whether queued work of that key may start. */
  boolean mayStart(String key) {
    if (key.equals(WorkPool.NO_KEY)) {
      return true;
    }
    if (claimed.getOrDefault(key, 0) >= boundOf(key)) {
      return false;
    }
    long wait = nanosToWait(key);
    if (wait > 0 && (nextTurn.isEmpty() || wait < nextTurn.getAsLong())) {
      nextTurn = OptionalLong.of(wait);
    }
    return wait <= 0;
  }

  /**
   * How long until a key may start that {@link #mayStart} has passed over for its pace since this
   * was asked last.
   */
  OptionalLong takeNextTurn() {
    OptionalLong wait = nextTurn;
    nextTurn = OptionalLong.empty();
    return wait;
  }

  /** Whether work that waits to move to the key may go on. */
  boolean hasRoom(String key) {
    return key.equals(WorkPool.NO_KEY)
        || (active.getOrDefault(key, 0) < boundOf(key) && nanosToWait(key) <= 0);
  }

  /** How long a key must be left alone yet; zero or less if it need not be. */
  long nanosToWait(String key) {
    KeyPace pace = paces.get(key);
    return pace == null ? 0 : pace.nanosToWait(clock.getAsLong());
  }

  private int boundOf(String key) {
    KeyPace pace = paces.get(key);
    return pace == null ? perKey : pace.bound();
  }

  /** The key did what it was asked. */
  void accepted(String key) {
    if (!key.equals(WorkPool.NO_KEY)) {
      paceOf(key).accepted(clock.getAsLong());
    }
  }

  /**
   * The key refused work that began at that time, and asked to be left alone for a while.
   *
   * @param before when it refused the same work last
   */
  void refused(String key, long began, OptionalLong before, Duration wait) {
    if (!key.equals(WorkPool.NO_KEY)) {
      paceOf(key).refused(began, before, wait, clock.getAsLong());
    }
  }

  /**
   * The key dropped work that began at that time.
   *
   * @return whether that is its answer to so much at once
   */
  boolean dropped(String key, long began) {
    return !key.equals(WorkPool.NO_KEY) && paceOf(key).dropped(began, clock.getAsLong());
  }

  /** What was learnt of a key. */
  KeyLimits limits(String key) {
    KeyPace pace = paces.get(key);
    return pace == null
        ? new KeyLimits(perKey, Duration.ZERO, Duration.ZERO)
        : new KeyLimits(
            pace.bound(),
            pace.interval(),
            Duration.ofNanos(Math.max(0, pace.nanosToWait(clock.getAsLong()))));
  }

  private KeyPace paceOf(String key) {
    return paces.computeIfAbsent(key, k -> new KeyPace(perKey, clock.getAsLong()));
  }

  /** Work of that key starts. */
  void enter(String key) {
    claim(key);
    arrive(key);
  }

  /** Work begins to wait to move to the key. */
  void claim(String key) {
    add(claimed, key);
  }

  /** Work that waited to move to the key goes on no more. */
  void giveUpClaim(String key) {
    remove(claimed, key);
  }

  /** Work that had claimed the key holds it now. */
  void arrive(String key) {
    add(active, key);
    if (!key.equals(WorkPool.NO_KEY)) {
      paceOf(key).started(clock.getAsLong());
    }
  }

  /** Work that held the key holds it no more. */
  void leave(String key) {
    remove(active, key);
    remove(claimed, key);
    KeyPace pace = paces.get(key);
    if (pace != null && !claimed.containsKey(key) && pace.isForgotten(clock.getAsLong())) {
      paces.remove(key);
    }
  }

  private static void add(Map<String, Integer> counts, String key) {
    if (!key.equals(WorkPool.NO_KEY)) {
      counts.merge(key, 1, Integer::sum);
    }
  }

  private static void remove(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (k, n) -> n == 1 ? null : n - 1);
  }
}
