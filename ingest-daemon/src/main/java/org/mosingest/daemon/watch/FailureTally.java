package org.mosingest.daemon.watch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mosingest.core.failures.ClipFailure;

/** How many clips failed for which reason, by the reason's fixed word. Safe for many threads. */
public final class FailureTally {

  private final Map<String, Integer> byWord = new ConcurrentHashMap<>();

  /** A row did not make it. */
  public void failed(ClipFailure failure) {
    byWord.merge(failure.word(), 1, Integer::sum);
  }

  /** Counts by word, sorted by word. */
  public Map<String, Integer> byWord() {
    return new TreeMap<>(byWord);
  }
}
