package org.mosingest.core.row;

/** Text from outside, made fit for a log line or a terminal. */
public final class Text {

  private static final int LONGEST = 300;

  private Text() {}

  /**
   * The same text with control characters, line breaks and lone surrogates written as escapes, cut
   * after 300 characters. What comes from a manifest or a server passes through here before anyone
   * reads it: it cannot forge a log line or move a terminal's cursor.
   */
  public static String printable(String raw) {
    StringBuilder out = new StringBuilder(Math.min(raw.length(), LONGEST) + 8);
    for (int i = 0; i < raw.length(); ) {
      if (out.length() >= LONGEST) {
        return out.append('…').toString();
      }
      int c = raw.codePointAt(i);
      int type = Character.getType(c);
      if (type == Character.CONTROL
          || type == Character.FORMAT
          || type == Character.SURROGATE
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        out.append(String.format(c > 0xffff ? "\\u{%x}" : "\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }
}
