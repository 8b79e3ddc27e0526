package org.mosingest.core.export;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.export.file.ExportedFile;
import org.mosingest.core.export.file.StagedFile;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.export.table.TableLayout;
import org.mosingest.core.export.table.TableWriter;

/** The tables of an export while they are written beside their names. Not thread-safe. */
final class PartFiles implements Closeable {

  private static final class Table {
    final StagedFile file;
    final TableWriter writer;
    long rows;

    Table(StagedFile file, TableWriter writer) {
      this.file = file;
      this.writer = writer;
    }
  }

  private final Map<String, Table> tables = new LinkedHashMap<>();
  private final boolean filePerPart;

  PartFiles(ExportRequest request, List<String> parts, TableLayout layout) throws IOException {
    this.filePerPart = request.format().filePerPart();
    try {
      for (String part : filePerPart ? parts : List.of("")) {
        open(part, request.fileOf(part), request.format(), layout);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void open(String part, Path path, ExportFormat format, TableLayout layout)
      throws IOException {
    StagedFile file = new StagedFile(path);
    try {
      TableWriter writer = format.writer(file.out(), layout);
      tables.put(part, new Table(file, writer));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  void write(ExportRow row) throws IOException, RefusedExportException {
    Table table = tables.get(filePerPart ? row.part() : "");
    if (table == null) {
      throw new IllegalStateException("no file for the part '" + row.part() + "'");
    }
    table.writer.row(row);
    table.rows++;
  }

  /**
   * Ends all tables and has them on the disk, still beside their names.
   *
   * @param facts what is to be told of them, by name
   */
  List<ExportedFile> sync(Map<String, String> facts) throws IOException {
    List<ExportedFile> files = new ArrayList<>();
    for (Map.Entry<String, Table> entry : tables.entrySet()) {
      Table table = entry.getValue();
      table.writer.end(facts);
      table.file.sync();
      files.add(table.file.told(table.rows, entry.getKey()));
    }
    return files;
  }

  /** Gives all their names. */
  void publish() throws IOException {
    for (Table table : tables.values()) {
      table.file.publish();
    }
  }

  @Override
  public void close() throws IOException {
    for (Table table : tables.values()) {
      table.file.close();
    }
  }
}
