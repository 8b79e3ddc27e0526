package org.mosingest.core.profile;

import java.util.List;

/**
 * What rows of a corpus have beyond their 15 keys.
 *
 * @param key its key in rows
 * @param kind what its values are
 * @param columns the headers it may have in tables, in order of preference
 */
public record ExtraColumn(String key, Kind kind, List<String> columns) {

  /** What values are; a blank or bad one is empty, or 0. */
  public enum Kind {
    /** As it stands. */
    TEXT,
    /** A finite number. */
    NUMBER,
    /** A whole number; a fraction is cut off. */
    INTEGER
  }

  public ExtraColumn {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("an extra column has a header");
    }
  }
}
