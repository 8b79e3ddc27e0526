package org.mosingest.core.jsonl;

import org.jspecify.annotations.Nullable;
import org.mosingest.core.row.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** What a line of an existing output turns out to be. */
sealed interface JsonlLine {

  /**
   * A row.
   *
   * @param sha256 the hash of its clip
   * @param mos its score; NaN if it has none
   */
  record Row(Sha256 sha256, double mos) implements JsonlLine {}

  /** A JSON object without a usable {@code src_sha256}: whole, but of no use for deduplication. */
  record Unkeyed() implements JsonlLine {}

  /** Nothing but blanks. */
  record Blank() implements JsonlLine {}

  /**
   * Anything else.
   *
   * @param hasNul whether a zero byte is in it, which no program writes into JSON: a power loss put
   *     it there
   */
  record Malformed(boolean hasNul) implements JsonlLine {}

  /** A line that cannot be read. */
  static Malformed malformed(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        return new Malformed(true);
      }
    }
    return new Malformed(false);
  }

  /** Reads a line, without its line feed. Never throws, whatever the bytes. */
  static JsonlLine read(byte[] bytes, int length) {
    boolean blank = true;
    for (int i = 0; i < length && blank; i++) {
      blank = bytes[i] == ' ' || bytes[i] == '\r' || bytes[i] == '\t';
    }
    if (blank) {
      return new Blank();
    }
    try (JsonParser json = Format.JSON.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return malformed(bytes, length);
      }
      Sha256 found = null;
      double mos = Double.NaN;
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("src_sha256")) {
          found =
              value == JsonToken.VALUE_STRING ? Sha256.parse(json.getString()).orElse(null) : null;
        } else if (name.equals("mos")) {
          mos = number(json, value);
        }
        json.skipChildren();
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        return malformed(bytes, length);
      }
      return found == null ? new Unkeyed() : new Row(found, mos);
    } catch (JacksonException | IllegalArgumentException e) {
      return malformed(bytes, length);
    }
  }

  /**
   * The number at which the parser stands; NaN where there is none, or none that a double can be
   * made of.
   */
  private static double number(JsonParser json, @Nullable JsonToken token) {
    try {
      return token != null && token.isNumeric() ? json.getDoubleValue() : Double.NaN;
    } catch (JacksonException e) {
      return Double.NaN;
    }
  }

  /** The reader's settings. */
  final class Format {
    private Format() {}

    private static final JsonFactory JSON =
        JsonFactory.builder()
            // Python writes NaN; such a row is still a row, and its clip must not be written again.
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100).build())
            .build();
  }
}
