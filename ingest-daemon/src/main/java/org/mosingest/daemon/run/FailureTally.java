package org.mosingest.daemon.run;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.mosingest.core.row.ManifestRow;

/** How many clips failed for which reason, by the reason's fixed word. Safe for many threads. */
public final class FailureTally {

  private final Map<String, Integer> byWord = new ConcurrentHashMap<>();

  void downloadFailed(ManifestRow row, String reason) {
    byWord.merge(word(reason), 1, Integer::sum);
  }

  void broken(ManifestRow row, String reason) {
    byWord.merge(word(reason), 1, Integer::sum);
  }

  /** The fixed word that a reason starts with: what stands before its details. */
  public static String word(String reason) {
    int colon = reason.indexOf(':');
    return colon < 0 ? reason : reason.substring(0, colon);
  }

  /** Counts by word, sorted by word. */
  public Map<String, Integer> byWord() {
    return new TreeMap<>(byWord);
  }
}
