package org.mosingest.core.export.parquet;

import java.util.function.Predicate;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.Type;
import org.mosingest.core.export.rows.ExportRow;

/**
 * A column of the file.
 *
 * @param type its name and type
 * @param repeats whether few values are to be expected, so that a dictionary is worth its memory
 * @param has whether a row has a value; always, where the type says that it is required
 * @param writer writes a row's value
 */
record RowColumn(Type type, boolean repeats, Predicate<ExportRow> has, Writer writer) {

  /** Gives a row's value to Parquet. */
  interface Writer {
    void write(RecordConsumer consumer, ExportRow row);
  }

  /** A column in which each row has a value. */
  static RowColumn required(Type type, boolean repeats, Writer writer) {
    return new RowColumn(type, repeats, _ -> true, writer);
  }

  /** The column's name. */
  String name() {
    return type.getName();
  }
}
