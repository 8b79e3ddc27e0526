package org.mosingest.core.jsonl;

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

  /** A row, told by the hash of its clip. */
  record Row(Sha256 sha256) implements JsonlLine {}

  /** A JSON object without a usable {@code src_sha256}: whole, but of no use for deduplication. */
  record Unkeyed() implements JsonlLine {}

  /** Nothing but blanks. */
  record Blank() implements JsonlLine {}

  /**
   * Anything else.
   *
   * @param hasNul whether a zero byte is in it, which no program writes into JSON: a power loss put it there
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
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean hash = json.currentName().equals("src_sha256");
        JsonToken value = json.nextToken();
        if (hash) {
          found = value == JsonToken.VALUE_STRING ? Sha256.parse(json.getString()).orElse(null) : null;
        }
        json.skipChildren();
      }
      if (json.currentToken() != JsonToken.END_OBJECT || json.nextToken() != null) {
        return malformed(bytes, length);
      }
      return found == null ? new Unkeyed() : new Row(found);
    } catch (JacksonException | IllegalArgumentException e) {
      return malformed(bytes, length);
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
