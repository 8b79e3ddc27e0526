package org.mosingest.core.export.table;

import java.io.IOException;
import java.util.Map;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.RefusedExportException;

/** Writes rows in one format to a stream that is another's to close. Not thread-safe. */
public interface TableWriter {

  /**
   * The next row.
   *
   * @throws IOException if it cannot be written
   * @throws RefusedExportException if the format cannot hold it
   */
  void row(ExportRow row) throws IOException, RefusedExportException;

  /**
   * What comes after the last row.
   *
   * @param facts what is to be told of the table, by name, where the format has a place for it
   * @throws IOException if it cannot be written
   */
  default void end(Map<String, String> facts) throws IOException {}
}
