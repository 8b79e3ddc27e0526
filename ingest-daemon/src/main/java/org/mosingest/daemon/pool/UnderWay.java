package org.mosingest.daemon.pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The work that a pool does now, in the order in which it began. Guarded by the pool's lock. */
final class UnderWay {

  /** What tells the key that each thread's work holds. */
  private final Map<Thread, Supplier<String>> keys = new LinkedHashMap<>();

  /** Interrupted, and not yet at its end. */
  private final Set<Thread> ending = new HashSet<>();

  /** Bounds below 1 are none. */
  static void check(String name, int size, int perKey) {
    if (size < 1 || perKey < 1) {
      throw new IllegalArgumentException(
          "a pool for "
              + name
              + "s has at least one place and one for each key, not "
              + size
              + " and "
              + perKey);
    }
  }

  int size() {
    return keys.size();
  }

  void add(Thread thread, Supplier<String> key) {
    keys.put(thread, key);
  }

  void remove(Thread thread) {
    keys.remove(thread);
    ending.remove(thread);
  }

  /**
   * Interrupts what began last, so that no more goes on than so much in all and for each key but
   * the empty one. What was interrupted counts no more, and is not interrupted again.
   */
  void interruptBeyond(int most, int mostOfKey) {
    int all = 0;
    Map<String, Integer> byKey = new HashMap<>();
    for (Map.Entry<Thread, Supplier<String>> work : keys.entrySet()) {
      Thread thread = work.getKey();
      if (ending.contains(thread)) {
        continue;
      }
      String key = work.getValue().get();
      if (all < most && (key.isEmpty() || byKey.getOrDefault(key, 0) < mostOfKey)) {
        all++;
        byKey.merge(key, 1, Integer::sum);
      } else {
        ending.add(thread);
        thread.interrupt();
      }
    }
  }
}
