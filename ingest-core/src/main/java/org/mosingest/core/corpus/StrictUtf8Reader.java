package org.mosingest.core.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Objects;

/**
 * UTF-8 text without its byte order mark, every line ending turned into {@code \n}, so that the CSV
 * parser counts lines right in files of mixed endings. Bytes that are no UTF-8 end the reading with
 * the line they stand on; a lenient decoder would give clips wrong names instead. Not thread-safe.
 */
final class StrictUtf8Reader extends Reader {

  private static final int BUFFER = 8192;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean inputEnded;
  private boolean atStart = true;
  private boolean afterReturn;
  private long line = 1;

  /** Reads {@code in}, which is closed with this reader. */
  StrictUtf8Reader(InputStream in) {
    this.in = in;
  }

  /** The bytes from some line on are no UTF-8. */
  static final class NotUtf8Exception extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    private NotUtf8Exception(long line) {
      super("not UTF-8 on line " + line);
      this.line = line;
    }

    /** The line that holds the first bad byte, from 1. */
    long line() {
      return line;
    }
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    int copied = 0;
    while (copied < length && (chars.hasRemaining() || (copied == 0 && fill()))) {
      char c = chars.get();
      boolean secondOfPair = afterReturn && c == '\n';
      boolean mark = atStart && c == BYTE_ORDER_MARK;
      afterReturn = c == '\r';
      atStart = false;
      if (secondOfPair || mark) {
        continue;
      }
      if (c == '\r' || c == '\n') {
        c = '\n';
        line++;
      }
      target[offset + copied++] = c;
    }
    return copied == 0 && length > 0 ? -1 : copied;
  }

  /**
   * Decodes more; false at the end of the input. What comes before a bad byte is handed out first.
   */
  private boolean fill() throws IOException {
    chars.clear();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, inputEnded);
      if (chars.position() > 0) {
        chars.flip();
        return true;
      }
      if (result.isError()) {
        chars.flip();
        throw new NotUtf8Exception(line);
      }
      if (inputEnded) {
        chars.flip();
        return false;
      }
      bytes.compact();
      int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
      inputEnded = read < 0;
      bytes.position(bytes.position() + Math.max(read, 0)).flip();
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
