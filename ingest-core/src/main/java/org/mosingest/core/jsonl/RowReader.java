package org.mosingest.core.jsonl;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.mosingest.core.row.CorpusRow;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Reads back what {@link RowJson} writes, from this program or another that keeps to the same keys.
 * Safe for many threads.
 */
public final class RowReader {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
          .build();

  /** A bit for each column. */
  private static final long ALL = (1L << RowSchema.COLUMNS.size()) - 1;

  private RowReader() {}

  /**
   * Reads a line.
   *
   * @param line UTF-8, with or without its line feed
   * @param length how many of its bytes count
   * @return the row; empty if the line is no row: not a JSON object, a key missing, or a value that
   *     no row may have. Of keys beyond the 15, texts, finite numbers and truth values are kept,
   *     the latter as texts; others are passed over
   */
  public static Optional<CorpusRow> read(byte[] line, int length) {
    return read(line, 0, length);
  }

  /**
   * As {@link #read(byte[], int)}, for a line among others.
   *
   * @param bytes hold the line
   * @param offset where it begins
   * @param length how long it is
   */
  public static Optional<CorpusRow> read(byte[] bytes, int offset, int length) {
    RowDraft draft = new RowDraft();
    long seen = 0;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        json.nextToken();
        int place = RowSchema.placeOf(key);
        if (place >= 0) {
          take(RowSchema.COLUMNS.get(place), json, draft);
          seen |= 1L << place;
        } else {
          takeExtra(key, json, draft);
        }
        json.skipChildren();
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        return Optional.empty();
      }
      return seen == ALL ? draft.row() : Optional.empty();
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Throws what {@link #read} catches where the value has another type. */
  private static void take(RowSchema.Column column, JsonParser json, RowDraft draft) {
    switch (column) {
      case RowSchema.Column.Text text -> text.into().accept(draft, text(json));
      case RowSchema.Column.Whole whole ->
          whole.into().accept(draft, within(whole.most(), json.getLongValue()));
      case RowSchema.Column.Real real -> real.into().accept(draft, json.getDoubleValue());
      case RowSchema.Column.Moment moment ->
          moment.into().accept(draft, OffsetDateTime.parse(text(json)).toInstant());
    }
  }

  private static void takeExtra(String key, JsonParser json, RowDraft draft) {
    switch (json.currentToken()) {
      case VALUE_STRING, VALUE_TRUE, VALUE_FALSE -> draft.extra(key, json.getString());
      case VALUE_NUMBER_INT -> {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
          takeFinite(key, json, draft);
        } else {
          draft.extra(key, json.getLongValue());
        }
      }
      case VALUE_NUMBER_FLOAT -> takeFinite(key, json, draft);
      default -> {
        // Nulls, lists and objects are in no row of ours.
      }
    }
  }

  private static void takeFinite(String key, JsonParser json, RowDraft draft) {
    double number = json.getDoubleValue();
    if (Double.isFinite(number)) {
      draft.extra(key, number);
    }
  }

  private static long within(long most, long value) {
    if (value > most || value < -most - 1) {
      throw new IllegalArgumentException("too large a number");
    }
    return value;
  }

  private static String text(JsonParser json) {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new IllegalArgumentException("not a text");
    }
    return json.getString();
  }
}
