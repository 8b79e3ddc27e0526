package org.mosingest.core.export.rows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mosingest.core.profile.ExtraColumn.Kind;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Extras;

/**
 * Learns which keys rows have beyond those that all have, in the order in which they are first met.
 * Not thread-safe.
 */
public final class ExtraKeys {

  /** Keys that exports write themselves. */
  private static final Set<String> TAKEN = Set.of("path", "split", "file_name");

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /** None met yet. */
  public ExtraKeys() {}

  /**
   * A key and what all its values can be held as.
   *
   * @param name the key
   * @param kind whole numbers only, numbers, or anything, as text
   */
  public record Key(String name, Kind kind) {

    /** The value that a row has; empty if it has none. */
    public Optional<Object> of(CorpusRow row) {
      int place = row.extras().keys().indexOf(name);
      return place < 0 ? Optional.empty() : Optional.of(row.extras().values().get(place));
    }
  }

  /**
   * A row's.
   *
   * @throws RefusedExportException if a key is one that an export writes itself
   */
  public void add(Extras extras) throws RefusedExportException {
    for (int i = 0; i < extras.keys().size(); i++) {
      String key = extras.keys().get(i);
      if (TAKEN.contains(key)) {
        throw new RefusedExportException(
            "rows have a key '" + key + "', which is reserved for exports",
            "give that key another name in the rows");
      }
      kinds.merge(key, kindOf(extras.values().get(i)), ExtraKeys::widest);
    }
  }

  /** What was met so far. */
  public List<Key> keys() {
    return kinds.entrySet().stream().map(e -> new Key(e.getKey(), e.getValue())).toList();
  }

  private static Kind kindOf(Object value) {
    return switch (value) {
      case Long _ -> Kind.INTEGER;
      case Double _ -> Kind.NUMBER;
      case Object _ -> Kind.TEXT;
    };
  }

  private static Kind widest(Kind one, Kind other) {
    if (one == other) {
      return one;
    }
    return one == Kind.TEXT || other == Kind.TEXT ? Kind.TEXT : Kind.NUMBER;
  }
}
