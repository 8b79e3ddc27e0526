package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.List;
import org.mosingest.core.row.ManifestRow;

/**
 * A corpus's manifest as read: the rows to ingest in output order, and the books of what was not
 * taken.
 *
 * @param rows the rows taken, indexed from 0 without a gap
 * @param dataRows the data rows that the files hold, before any was refused or cut off; rows of
 *     blank cells do not count
 * @param rejectedRows the rows refused: no name, an unsafe name, no finite MOS
 * @param sources the files they came from, in order
 */
public record Manifest(List<ManifestRow> rows, int dataRows, int rejectedRows, List<Path> sources) {
  public Manifest {
    rows = List.copyOf(rows);
    sources = List.copyOf(sources);
    if (dataRows < 0 || rejectedRows < 0 || (long) rows.size() + rejectedRows > dataRows) {
      throw new IllegalArgumentException(
          rows.size()
              + " rows and "
              + rejectedRows
              + " rejected do not fit "
              + dataRows
              + " data rows");
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).index() != i) {
        throw new IllegalArgumentException("row " + i + " has the index " + rows.get(i).index());
      }
    }
  }
}
