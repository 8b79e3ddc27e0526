package org.mosingest.core.votes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mosingest.core.profile.ClipNaming;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.ManifestRow;

/**
 * Which row a table's name means, by the rules by which the manifest's names were read, but that
 * the rows are looked at and not the disk. Not thread-safe.
 */
final class RowNames {

  /** No row has that name. */
  static final int NONE = -1;

  /** Clips in several folders have that name. */
  static final int SEVERAL = -2;

  private final ClipNaming naming;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, Integer> byFileName = new HashMap<>();

  /** By the path below the corpus folder, where clips lie in several folders. */
  private final Map<String, Integer> byPath = new HashMap<>();

  /** What was found, by the name as written; as many as there are rows. */
  private final Map<String, Integer> found = new HashMap<>();

  private final int mostFound;

  RowNames(List<ManifestRow> rows, ClipNaming naming) {
    this.naming = naming;
    this.mostFound = rows.size();
    Set<String> folders = new HashSet<>();
    rows.forEach(row -> folders.add(row.clip().folder()));
    for (ManifestRow row : rows) {
      if (!row.isRepeat()) {
        put(byName, row.clip().name().value(), row.index());
        if (naming.search()) {
          put(byFileName, row.clip().name().baseName(), row.index());
        }
        if (folders.size() > 1) {
          put(byPath, row.clip().pathBelowCorpus(), row.index());
        }
      }
    }
  }

  private static void put(Map<String, Integer> map, String name, int index) {
    map.merge(name, index, (_, _) -> SEVERAL);
  }

  /** The index of the first row of the clip, {@link #NONE} or {@link #SEVERAL}. */
  int find(List<String> raws) {
    int result = NONE;
    for (String raw : raws) {
      int one = find(raw);
      if (one >= 0) {
        return one;
      }
      result = Math.min(result, one);
    }
    return result;
  }

  private int find(String raw) {
    Integer known = found.get(raw);
    if (known != null) {
      return known;
    }
    int looked = look(raw);
    if (looked >= 0 && found.size() < mostFound) {
      found.put(raw, looked);
    }
    return looked;
  }

  private int look(String raw) {
    int result = NONE;
    List<String> candidates = naming.candidates(raw, "");
    for (Map<String, Integer> names : List.of(byName, byFileName, byPath)) {
      for (String candidate : candidates) {
        if (!names.isEmpty() && ClipName.parse(candidate) instanceof ClipName clip) {
          int one = names.getOrDefault(key(names, clip), NONE);
          if (one >= 0) {
            return one;
          }
          result = Math.min(result, one);
        }
      }
    }
    return result;
  }

  @SuppressWarnings("ReferenceEquality") // Which of the maps it is, and not what it holds.
  private String key(Map<String, Integer> names, ClipName clip) {
    return names == byFileName ? clip.baseName() : clip.value();
  }
}
