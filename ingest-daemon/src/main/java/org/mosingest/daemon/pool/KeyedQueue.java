package org.mosingest.daemon.pool;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Work that waits, first in first out within a key, the keys in turn. Not safe for use by several
 * threads at once.
 */
final class KeyedQueue {

  /** A piece of work and the key it waits for. */
  record Entry(String key, WorkPool.Work work) {}

  /** In order of turn: the key served last stands last. */
  private final Map<String, Queue<WorkPool.Work>> byKey = new LinkedHashMap<>();

  private int size;

  void add(String key, WorkPool.Work work) {
    byKey.computeIfAbsent(key, k -> new ArrayDeque<>()).add(work);
    size++;
  }

  /**
   * Takes the next work whose key has room; null if there is none. Only keys that are full are
   * passed over.
   *
   * @param mayStart whether work of a key may start
   */
  @Nullable Entry poll(Predicate<String> mayStart) {
    Iterator<Map.Entry<String, Queue<WorkPool.Work>>> keys = byKey.entrySet().iterator();
    while (keys.hasNext()) {
      Map.Entry<String, Queue<WorkPool.Work>> candidate = keys.next();
      String key = candidate.getKey();
      if (mayStart.test(key)) {
        Queue<WorkPool.Work> queue = candidate.getValue();
        WorkPool.Work work = queue.remove();
        size--;
        keys.remove();
        if (!queue.isEmpty()) {
          byKey.put(key, queue);
        }
        return new Entry(key, work);
      }
    }
    return null;
  }

  int size() {
    return size;
  }

  void clear() {
    byKey.clear();
    size = 0;
  }
}
