package org.mosingest.daemon.pool;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits, the keys in turn. Within a key, work that comes again goes before work that was
 * never begun, each by its place; no work is served twice in a row while its key has other work. Of
 * all keys together, every second turn is for work that comes again, so that among many keys it
 * does not wait for a whole round, and no key is starved by another's retries. Not safe for use by
 * several threads at once.
 */
final class KeyedQueue {

  /**
   * A piece of work and the key it waits for.
   *
   * @param number in the order in which work was queued
   */
  record Entry(String key, Place place, long number, Work work) {}

  /** A comparison for each clip and each level of the queue: written out, it is one call. */
  private static final Comparator<Entry> ORDER =
      (one, other) -> {
        int places = one.place().compareTo(other.place());
        return places != 0 ? places : Long.compare(one.number(), other.number());
      };

  /** In order of turn: the key served last stands last. */
  private final Map<String, PriorityQueue<Entry>> byKey = new LinkedHashMap<>();

  /** How much work comes again, by its key; in order of turn among themselves. */
  private final Map<String, Integer> again = new LinkedHashMap<>();

  /** The rank of the work that was served last, by its key, where that came again. */
  private final Map<String, Integer> lastAgain = new HashMap<>();

  private int size;
  private long added;
  private boolean lastCameAgain;

  void add(String key, Place place, Work work) {
    byKey
        .computeIfAbsent(key, k -> new PriorityQueue<>(ORDER))
        .add(new Entry(key, place, added, work));
    if (place.again()) {
      again.merge(key, 1, Integer::sum);
    }
    added++;
    size++;
  }

  /**
   * Takes the next work whose key has room; null if there is none. Only keys that are full are
   * passed over.
   *
   * @param mayStart whether work of a key may start
   */
  @Nullable Entry poll(Predicate<String> mayStart) {
    if (!lastCameAgain) {
      for (String key : again.keySet()) {
        if (mayStart.test(key)) {
          lastCameAgain = true;
          return take(key);
        }
      }
    }
    lastCameAgain = false;
    Iterator<String> keys = byKey.keySet().iterator();
    while (keys.hasNext()) {
      String key = keys.next();
      if (mayStart.test(key)) {
        return take(key);
      }
    }
    return null;
  }

  private @Nullable Entry take(String key) {
    PriorityQueue<Entry> queue = byKey.remove(key);
    Entry entry = queue == null ? null : next(key, queue);
    if (queue == null || entry == null) {
      return null;
    }
    size--;
    if (!queue.isEmpty()) {
      byKey.put(key, queue);
    }
    if (entry.place().again()) {
      Integer left = again.remove(key);
      if (left != null && left > 1) {
        again.put(key, left - 1);
      }
    }
    return entry;
  }

  /**
   * The first, but for one that was the last to be served as well: a host that refuses one clip
   * again and again, and gives out a place a second, would serve no other.
   */
  private @Nullable Entry next(String key, PriorityQueue<Entry> queue) {
    Entry first = queue.poll();
    if (first == null || !first.place().again()) {
      lastAgain.remove(key);
      return first;
    }
    Integer last = lastAgain.put(key, first.place().rank());
    Entry second = last != null && last == first.place().rank() ? queue.poll() : null;
    if (second == null) {
      return first;
    }
    lastAgain.remove(key);
    queue.add(first);
    return second;
  }

  int size() {
    return size;
  }

  void clear() {
    byKey.clear();
    again.clear();
    lastAgain.clear();
    size = 0;
  }
}
