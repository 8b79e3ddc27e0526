package org.mosingest.core.paths;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that people write by hand, read whole. A path may lead to anything, a device without an end
 * among it: no more is read than such a file can hold.
 */
public final class SmallFile {

  private static final String MARK = "\uFEFF";

  private SmallFile() {}

  /**
   * A file's bytes.
   *
   * @param most how many it may have
   * @throws IOException if it cannot be read or is longer
   */
  public static byte[] bytes(Path file, int most) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new IOException("it has more than " + most + " bytes");
      }
      return bytes;
    }
  }

  /**
   * A file's text, without a byte order mark.
   *
   * @param most how many bytes it may have
   * @throws java.nio.charset.CharacterCodingException if it is not UTF-8
   * @throws IOException if it cannot be read or is longer
   */
  public static String text(Path file, int most) throws IOException {
    String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file, most))).toString();
    return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
  }
}
