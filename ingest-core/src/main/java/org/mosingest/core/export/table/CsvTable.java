package org.mosingest.core.export.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.export.rows.ExportRow;
import org.mosingest.core.export.rows.ExtraKeys;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.jsonl.RowSchema;
import org.mosingest.core.row.CorpusRow;

/**
 * The rows as CSV (RFC 4180, but for {@code \n} at the end of lines): a header, the rows' columns,
 * those that only some corpora have, then {@code path} and, of a split, {@code split}. UTF-8.
 */
public final class CsvTable implements TableWriter {

  private final OutputStream out;
  private final TableLayout layout;

  /** A table that begins with its header. */
  public CsvTable(OutputStream out, TableLayout layout) throws IOException {
    this.out = out;
    this.layout = layout;
    List<String> header = new ArrayList<>(RowSchema.keys());
    layout.extras().forEach(extra -> header.add(extra.name()));
    header.add("path");
    if (layout.split()) {
      header.add("split");
    }
    line(out, header);
  }

  @Override
  public void row(ExportRow row) throws IOException {
    List<String> cells = new ArrayList<>();
    for (RowSchema.Column column : RowSchema.COLUMNS) {
      cells.add(cell(column, row.row()));
    }
    for (ExtraKeys.Key extra : layout.extras()) {
      cells.add(extra.of(row.row()).map(Object::toString).orElse(""));
    }
    cells.add(row.path());
    if (layout.split()) {
      cells.add(row.part());
    }
    line(out, cells);
  }

  private static String cell(RowSchema.Column column, CorpusRow row) {
    return switch (column) {
      case RowSchema.Column.Text text -> text.of().apply(row);
      case RowSchema.Column.Whole whole -> Long.toString(whole.of().applyAsLong(row));
      case RowSchema.Column.Real real -> Double.toString(real.of().applyAsDouble(row));
      case RowSchema.Column.Moment moment -> RowJson.utcSeconds(moment.of().apply(row));
    };
  }

  /** Writes a line of CSV, cells quoted where they must be. */
  public static void line(OutputStream out, List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder();
    for (String cell : cells) {
      line.append(line.isEmpty() ? "" : ",");
      boolean plain =
          cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
              && !(cell.isEmpty() && line.isEmpty());
      line.append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    out.write(line.append('\n').toString().getBytes(UTF_8));
  }
}
