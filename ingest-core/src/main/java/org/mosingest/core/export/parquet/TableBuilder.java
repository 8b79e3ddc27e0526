package org.mosingest.core.export.parquet;

import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.export.rows.ExportRow;

/** Builds a writer of rows without anything of Hadoop's. */
final class TableBuilder extends ParquetWriter.Builder<ExportRow, TableBuilder> {

  private final RowSupport support;

  TableBuilder(OutputFile file, RowSupport support) {
    super(file);
    this.support = support;
  }

  @Override
  protected TableBuilder self() {
    return this;
  }

  /** Not called where the configuration is Parquet's own. */
  @SuppressWarnings("deprecation") // Deprecated, and abstract.
  @Override
  protected WriteSupport<ExportRow> getWriteSupport(@Nullable Configuration unused) {
    return support;
  }

  @Override
  protected WriteSupport<ExportRow> getWriteSupport(ParquetConfiguration unused) {
    return support;
  }
}
