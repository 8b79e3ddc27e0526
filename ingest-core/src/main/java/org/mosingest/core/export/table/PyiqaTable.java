package org.mosingest.core.export.table;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.mosingest.core.export.rows.ExportRow;

/**
 * CSV with the columns {@code name,mos,std,official_split}: the meta file of no-reference sets in
 * <a href="https://github.com/chaofengc/IQA-PyTorch">IQA-PyTorch</a>. The split is empty where
 * nothing is split.
 */
public final class PyiqaTable implements TableWriter {

  private final OutputStream out;

  /** A table that begins with its header. */
  public PyiqaTable(OutputStream out) throws IOException {
    this.out = out;
    CsvTable.line(out, List.of("name", "mos", "std", "official_split"));
  }

  @Override
  public void row(ExportRow row) throws IOException {
    CsvTable.line(
        out,
        List.of(
            row.path(),
            Double.toString(row.row().opinion().mos()),
            Double.toString(row.row().opinion().mosStdDev()),
            row.part()));
  }
}
