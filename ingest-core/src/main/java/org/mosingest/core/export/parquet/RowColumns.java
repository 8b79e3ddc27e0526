package org.mosingest.core.export.parquet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.mosingest.core.export.rows.ExtraKeys;
import org.mosingest.core.export.table.TableLayout;
import org.mosingest.core.jsonl.RowSchema;

/** Which columns a table has, and as what Parquet holds them. */
final class RowColumns {

  /** Strings of which each row has its own. */
  private static final Set<String> UNLIKE = Set.of("src", "src_sha256");

  private RowColumns() {}

  static List<RowColumn> of(TableLayout layout) {
    List<RowColumn> columns = new ArrayList<>();
    RowSchema.COLUMNS.forEach(column -> columns.add(ofAllRows(column)));
    layout.extras().forEach(extra -> columns.add(ofSomeRows(extra)));
    columns.add(
        RowColumn.required(
            text("path", Type.Repetition.REQUIRED), false, (to, row) -> add(to, row.path())));
    if (layout.split()) {
      columns.add(
          RowColumn.required(
              text("split", Type.Repetition.REQUIRED), true, (to, row) -> add(to, row.part())));
    }
    return columns;
  }

  private static RowColumn ofAllRows(RowSchema.Column column) {
    return switch (column) {
      case RowSchema.Column.Text text ->
          RowColumn.required(
              text(text.key(), Type.Repetition.REQUIRED),
              !UNLIKE.contains(text.key()),
              (to, row) -> add(to, text.of().apply(row.row())));
      case RowSchema.Column.Whole whole when whole.most() > Integer.MAX_VALUE ->
          RowColumn.required(
              Types.required(PrimitiveTypeName.INT64).named(whole.key()),
              true,
              (to, row) -> to.addLong(whole.of().applyAsLong(row.row())));
      case RowSchema.Column.Whole whole ->
          RowColumn.required(
              Types.required(PrimitiveTypeName.INT32).named(whole.key()),
              true,
              (to, row) -> to.addInteger(Math.toIntExact(whole.of().applyAsLong(row.row()))));
      case RowSchema.Column.Real real ->
          RowColumn.required(
              Types.required(PrimitiveTypeName.DOUBLE).named(real.key()),
              true,
              (to, row) -> to.addDouble(real.of().applyAsDouble(row.row())));
      case RowSchema.Column.Moment moment ->
          RowColumn.required(
              Types.required(PrimitiveTypeName.INT64)
                  .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS))
                  .named(moment.key()),
              true,
              (to, row) -> to.addLong(moment.of().apply(row.row()).toEpochMilli()));
    };
  }

  /** A column whose values are null where a row has no such key. */
  private static RowColumn ofSomeRows(ExtraKeys.Key extra) {
    return switch (extra.kind()) {
      case INTEGER ->
          optional(
              extra,
              Types.optional(PrimitiveTypeName.INT64).named(extra.name()),
              (to, value) -> to.addLong(((Number) value).longValue()));
      case NUMBER ->
          optional(
              extra,
              Types.optional(PrimitiveTypeName.DOUBLE).named(extra.name()),
              (to, value) -> to.addDouble(((Number) value).doubleValue()));
      case TEXT ->
          optional(
              extra,
              text(extra.name(), Type.Repetition.OPTIONAL),
              (to, value) -> add(to, value.toString()));
    };
  }

  /** Gives a value to Parquet. */
  private interface ValueWriter {
    void write(RecordConsumer to, Object value);
  }

  private static RowColumn optional(ExtraKeys.Key extra, Type type, ValueWriter writer) {
    return new RowColumn(
        type,
        true,
        row -> extra.of(row.row()).isPresent(),
        (to, row) -> writer.write(to, extra.of(row.row()).orElseThrow()));
  }

  private static Type text(String name, Type.Repetition repetition) {
    return Types.primitive(PrimitiveTypeName.BINARY, repetition)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static void add(RecordConsumer to, String text) {
    to.addBinary(Binary.fromString(text));
  }
}
