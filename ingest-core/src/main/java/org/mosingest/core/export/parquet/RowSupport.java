package org.mosingest.core.export.parquet;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.export.rows.ExportRow;

/** Takes rows apart into their columns. Not thread-safe. */
final class RowSupport extends WriteSupport<ExportRow> {

  private static final String MESSAGE = "row";

  private final List<RowColumn> columns;
  private @Nullable RecordConsumer consumer;
  private Map<String, String> facts = Map.of();

  RowSupport(List<RowColumn> columns) {
    this.columns = List.copyOf(columns);
  }

  /** What the file's end is to tell of the table. */
  void tell(Map<String, String> told) {
    facts = Map.copyOf(told);
  }

  /** Not called where the configuration is Parquet's own. */
  @SuppressWarnings("deprecation") // Deprecated, and abstract.
  @Override
  public WriteContext init(@Nullable Configuration unused) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration unused) {
    return context();
  }

  private WriteContext context() {
    List<Type> types = columns.stream().map(RowColumn::type).toList();
    return new WriteContext(new MessageType(MESSAGE, types), Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer to) {
    consumer = to;
  }

  @Override
  public void write(ExportRow row) {
    RecordConsumer to = consumer;
    if (to == null) {
      throw new IllegalStateException("not prepared");
    }
    to.startMessage();
    for (int i = 0; i < columns.size(); i++) {
      RowColumn column = columns.get(i);
      if (column.has().test(row)) {
        to.startField(column.name(), i);
        column.writer().write(to, row);
        to.endField(column.name(), i);
      }
    }
    to.endMessage();
  }

  @Override
  public FinalizedWriteContext finalizeWrite() {
    return new FinalizedWriteContext(facts);
  }
}
