package org.mosingest.core.content;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** Counts the rows that may be of no moving picture. It changes none. Not thread-safe. */
public final class RowDoubts {

  /** Two clips of the same bytes are an upload made twice; from here on it is something else. */
  private static final int MANY = 3;

  private final Map<RowDoubt, Examples.Counter> counters = new EnumMap<>(RowDoubt.class);
  private final Map<Sha256, Integer> clips = new HashMap<>();
  private int sharing;

  /** A row of the output. */
  public void row(String name, VideoFacts video) {
    for (RowDoubt doubt : RowDoubt.of(video)) {
      counters.computeIfAbsent(doubt, any -> new Examples.Counter()).add(name);
    }
  }

  /** A clip, by a name that no other call gave; with a row of its own or not. */
  public void clip(String name, Sha256 bytes) {
    int same = clips.merge(bytes, 1, Integer::sum);
    if (same == MANY) {
      sharing += MANY;
      counters
          .computeIfAbsent(RowDoubt.PLACEHOLDER, any -> new Examples.Counter())
          .add(name + ", SHA-256 " + bytes.hex());
    } else if (same > MANY) {
      sharing++;
    }
  }

  /** What was found; kinds that do not occur are left out. */
  public Map<RowDoubt, Examples> found() {
    Map<RowDoubt, Examples> found = new EnumMap<>(RowDoubt.class);
    counters.forEach((doubt, counter) -> found.put(doubt, counter.examples()));
    found.computeIfPresent(
        RowDoubt.PLACEHOLDER, (doubt, files) -> new Examples(sharing, files.first()));
    return found;
  }
}
