package org.mosingest.daemon.pool;

import java.util.HashMap;
import java.util.Map;

/**
 * How much work is under way for each key, and how much waits to move to it: that goes before what
 * is queued. {@link WorkPool#NO_KEY} is never full. Not safe for use by several threads at once.
 */
final class KeyBounds {

  private final int perKey;
  private final Map<String, Integer> active = new HashMap<>();

  /** As {@link #active}, with the work that waits to move to the key. */
  private final Map<String, Integer> claimed = new HashMap<>();

  KeyBounds(int perKey) {
    this.perKey = perKey;
  }

  /** Whether queued work of that key may start. */
  boolean mayStart(String key) {
    return key.equals(WorkPool.NO_KEY) || claimed.getOrDefault(key, 0) < perKey;
  }

  /** Whether work that waits to move to the key may go on. */
  boolean hasRoom(String key) {
    return key.equals(WorkPool.NO_KEY) || active.getOrDefault(key, 0) < perKey;
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
  }

  /** Work that held the key holds it no more. */
  void leave(String key) {
    remove(active, key);
    remove(claimed, key);
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
