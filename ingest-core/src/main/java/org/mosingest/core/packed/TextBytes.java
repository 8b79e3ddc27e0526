package org.mosingest.core.packed;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Any text as bytes: as UTF-8, or, since that cannot hold a lone surrogate from a file that was
 * edited, as UTF-16 behind a byte that no UTF-8 begins with.
 */
public final class TextBytes {

  private static final byte RAW = (byte) 0xff;

  private TextBytes() {}

  /** The bytes of a text. */
  public static byte[] of(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    if (new String(utf8, UTF_8).equals(text)) {
      return utf8;
    }
    byte[] raw = new byte[1 + 2 * text.length()];
    raw[0] = RAW;
    for (int i = 0; i < text.length(); i++) {
      raw[1 + 2 * i] = (byte) (text.charAt(i) >> 8);
      raw[2 + 2 * i] = (byte) text.charAt(i);
    }
    return raw;
  }

  /** The text of bytes that {@link #of} gave. */
  public static String text(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != RAW) {
      return new String(bytes, UTF_8);
    }
    StringBuilder text = new StringBuilder(bytes.length / 2);
    for (int i = 1; i < bytes.length; i += 2) {
      text.append((char) ((bytes[i] << 8) | Byte.toUnsignedInt(bytes[i + 1])));
    }
    return text.toString();
  }
}
