package org.mosingest.core.export.parquet;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.table.TableLayout;
import org.mosingest.core.export.table.TableWriter;

/**
 * The rows as a Parquet file (<a href="https://parquet.apache.org/docs/file-format/">format</a>,
 * pages of version 1): the same columns as {@code csv}, typed. What is told of the table stands in
 * the file's key-value metadata. Pages are not compressed, so that the bytes depend on no
 * compressor; strings that repeat are dictionary-coded. A row group of some megabytes is held at a
 * time.
 */
public final class ParquetTable implements TableWriter {

  private static final long ROW_GROUP_BYTES = 16L << 20;
  private static final int PAGE_BYTES = 256 << 10;

  private final RowSupport support;
  private final ParquetWriter<ExportRow> writer;

  /**
   * A table without rows.
   *
   * @throws IOException if its beginning cannot be written
   */
  public ParquetTable(OutputStream out, TableLayout layout) throws IOException {
    List<RowColumn> columns = RowColumns.of(layout);
    this.support = new RowSupport(columns);
    TableBuilder builder =
        new TableBuilder(new StreamedFile(out), support)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new NoCodecs())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriterVersion(WriterVersion.PARQUET_1_0)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withPageSize(PAGE_BYTES)
            .withDictionaryPageSize(PAGE_BYTES);
    for (RowColumn column : columns) {
      builder = builder.withDictionaryEncoding(column.name(), column.repeats());
    }
    this.writer = builder.build();
  }

  @Override
  public void row(ExportRow row) throws IOException {
    writer.write(row);
  }

  @Override
  public void end(Map<String, String> facts) throws IOException {
    support.tell(facts);
    writer.close();
  }
}
