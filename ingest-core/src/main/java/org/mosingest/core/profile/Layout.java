package org.mosingest.core.profile;

import java.util.List;

/**
 * One way in which a corpus may lie on disk.
 *
 * @param folders where its tables lie, below the corpus folder, empty for that itself; the first
 *     folder that holds one of them counts
 * @param tables the tables, in output order
 * @param joined whether they complete each other, a row of each for a clip, rather than follow one
 *     another
 */
public record Layout(List<String> folders, List<TableSpec> tables, boolean joined) {
  public Layout {
    folders = List.copyOf(folders);
    tables = List.copyOf(tables);
    if (folders.isEmpty() || tables.isEmpty()) {
      throw new IllegalArgumentException("a layout has folders and tables");
    }
  }
}
