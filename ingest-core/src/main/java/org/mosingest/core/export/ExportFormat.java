package org.mosingest.core.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.mosingest.core.export.describe.RowEncoding;
import org.mosingest.core.export.parquet.ParquetTable;
import org.mosingest.core.export.table.CsvTable;
import org.mosingest.core.export.table.LabelsTable;
import org.mosingest.core.export.table.PyiqaTable;
import org.mosingest.core.export.table.QalignTable;
import org.mosingest.core.export.table.TableLayout;
import org.mosingest.core.export.table.TableWriter;
import org.mosingest.core.export.table.VideoFolderTable;

/** What rows can be exported as. */
public enum ExportFormat {
  /** All columns, the clip's path and the part. */
  CSV(false, RowEncoding.CSV),
  /** The same columns, typed, in Parquet. */
  PARQUET(false, RowEncoding.PARQUET),
  /** {@code path,duration,fps,mos}. */
  LABELS(true, RowEncoding.LABELS),
  /** {@code name,mos,std,official_split}. */
  PYIQA(false, RowEncoding.PYIQA),
  /** A JSON array of paths and scores. */
  QALIGN(true, RowEncoding.QALIGN),
  /** {@code metadata.jsonl} with {@code file_name}. */
  VIDEOFOLDER(false, RowEncoding.JSON_LINES),
  /** Tar shards of clips and rows. */
  WEBDATASET(false, RowEncoding.SHARDS);

  private final boolean filePerPart;
  private final RowEncoding encoding;

  ExportFormat(boolean filePerPart, RowEncoding encoding) {
    this.filePerPart = filePerPart;
    this.encoding = encoding;
  }

  /** What its files are to those who describe them. */
  RowEncoding encoding() {
    return encoding;
  }

  /** As options name it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether each part of a split is a file of its own; otherwise a column tells the part. */
  boolean filePerPart() {
    return filePerPart;
  }

  /**
   * A writer that begins with what comes before the first row.
   *
   * @throws IOException if it cannot be written
   * @throws IllegalStateException if the format is no table
   */
  TableWriter writer(OutputStream out, TableLayout layout) throws IOException {
    return switch (this) {
      case CSV -> new CsvTable(out, layout);
      case PARQUET -> new ParquetTable(out, layout);
      case LABELS -> new LabelsTable(out);
      case PYIQA -> new PyiqaTable(out);
      case QALIGN -> new QalignTable(out);
      case VIDEOFOLDER -> new VideoFolderTable(out);
      case WEBDATASET -> throw new IllegalStateException("shards are no table");
    };
  }
}
