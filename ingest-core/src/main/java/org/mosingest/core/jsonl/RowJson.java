package org.mosingest.core.jsonl;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.mosingest.core.row.CorpusRow;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * How a row of the output is written: its 15 keys in their fixed order, then those that only its
 * corpus has, compact, one line. Safe for many threads.
 */
public final class RowJson {

  /** The keys of a row, in the order in which they are written. */
  public static final List<String> KEYS = RowSchema.keys();

  /** A typical row's length in bytes; a first guess only. */
  private static final int TYPICAL_LENGTH = 512;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");

  private static final JsonFactory JSON = new JsonFactory();

  private RowJson() {}

  /** The row as UTF-8, its line feed included. */
  public static byte[] line(CorpusRow row) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(TYPICAL_LENGTH);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      for (RowSchema.Column column : RowSchema.COLUMNS) {
        switch (column) {
          case RowSchema.Column.Text text ->
              json.writeStringProperty(text.key(), text.of().apply(row));
          case RowSchema.Column.Whole whole ->
              json.writeNumberProperty(whole.key(), whole.of().applyAsLong(row));
          case RowSchema.Column.Real real ->
              json.writeNumberProperty(real.key(), real.of().applyAsDouble(row));
          case RowSchema.Column.Moment moment ->
              json.writeStringProperty(moment.key(), utcSeconds(moment.of().apply(row)));
        }
      }
      for (int i = 0; i < row.extras().keys().size(); i++) {
        String key = row.extras().keys().get(i);
        switch (row.extras().values().get(i)) {
          case Double number -> json.writeNumberProperty(key, number);
          case Long number -> json.writeNumberProperty(key, number);
          case Object text -> json.writeStringProperty(key, text.toString());
        }
      }
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** An instant as rows and reports write it: {@code 2026-05-08T12:00:00+00:00}. */
  public static String utcSeconds(Instant instant) {
    return SECONDS.format(instant.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC));
  }
}
