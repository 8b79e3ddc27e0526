package org.mosingest.core.profile;

import java.util.List;

/**
 * A table of a layout.
 *
 * @param files its name, or names with {@code *} for any characters, without regard to case then
 * @param lone whether it counts only where a single file has such a name
 * @param clips the folders below the corpus folder that may hold its clips, empty for that itself:
 *     the first that is there; none for the folder that the run names
 * @param columns its columns
 * @param positions what its columns are called where it has no header; none if it always has one
 */
public record TableSpec(
    List<String> files,
    boolean lone,
    List<String> clips,
    ColumnAliases columns,
    List<String> positions) {
  public TableSpec {
    files = List.copyOf(files);
    clips = List.copyOf(clips);
    positions = List.copyOf(positions);
    if (files.isEmpty()) {
      throw new IllegalArgumentException("a table has a name");
    }
  }
}
