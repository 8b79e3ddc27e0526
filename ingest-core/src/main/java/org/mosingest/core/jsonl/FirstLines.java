package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mosingest.core.paths.WrittenFile.Kind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Tells an output from other files by how it begins. */
public final class FirstLines {

  /** Among so many bytes is a row if there is any: strange lines before it are put up with. */
  private static final int LOOKED_AT = 1 << 20;

  /** A lost page has thousands. */
  private static final int FEWEST_ZEROS = 64;

  private static final byte[] ROW_BEGINS = "{\"src\"".getBytes(UTF_8);

  private static final JsonFactory JSON = new JsonFactory();

  private FirstLines() {}

  /**
   * Whether a file can be appended to as an output: it holds a row (an object with {@code src} or
   * {@code src_sha256}), the torn beginning of one, or nothing: blanks, or what a power loss left
   * among its zeros.
   *
   * @throws IOException if it cannot be read
   */
  public static Kind of(Path output) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(output)) {
      bytes = in.readNBytes(LOOKED_AT);
    }
    return isZeroed(bytes) || isTornRow(bytes) || hasRow(bytes) ? Kind.OWN : Kind.FOREIGN;
  }

  /**
   * Whether it is text with pages of zeros in it, or nothing but zeros and blanks. Fewer zeros
   * between letters are another program's, as in UTF-16.
   */
  private static boolean isZeroed(byte[] bytes) {
    boolean text = false;
    boolean zeroed = false;
    int zeros = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        zeros++;
        continue;
      }
      if (zeros > 0 && zeros < i && zeros < FEWEST_ZEROS) {
        return false;
      }
      zeroed |= zeros > 0;
      zeros = 0;
      boolean blank = bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' || bytes[i] == '\n';
      if (bytes[i] > 0 && bytes[i] < ' ' && !blank) {
        return false;
      }
      text |= !blank;
    }
    return zeroed || zeros > 0 || !text;
  }

  /** Cut anywhere: an opening brace alone may be one. */
  private static boolean isTornRow(byte[] bytes) {
    for (int i = 0; i < Math.min(bytes.length, ROW_BEGINS.length); i++) {
      if (bytes[i] != ROW_BEGINS[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasRow(byte[] bytes) {
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (isRow(bytes, start, i - start)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  private static boolean isRow(byte[] bytes, int offset, int length) {
    boolean row = false;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, offset, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        row |= json.currentName().equals("src") || json.currentName().equals("src_sha256");
        json.nextToken();
        json.skipChildren();
      }
      return row && json.nextToken() == null;
    } catch (JacksonException | IllegalArgumentException e) {
      return false;
    }
  }
}
