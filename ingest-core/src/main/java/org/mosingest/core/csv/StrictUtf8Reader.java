package org.mosingest.core.csv;

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
 * the line they stand on; a lenient decoder would give clips wrong names instead. Behind the last
 * line, which is ended if need be, comes one that holds {@link #END} alone: a parser that does not
 * give it as a row of its own stands inside a quoted cell. Not thread-safe.
 */
final class StrictUtf8Reader extends Reader {

  /** What no UTF-8 decodes to: the end of the text, as a character. */
  static final char END = '\ud800';

  /**
   * A row may have as many characters and some more: a quote that is left open at the beginning of
   * a large file must not bring all of it into memory.
   */
  static final int LONGEST_ROW = 1 << 24;

  private static final int BUFFER = 8192;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final InputStream in;
  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER).flip();
  private boolean inputEnded;
  private boolean atStart = true;
  private boolean afterReturn;
  private boolean withinLine;
  private boolean endGiven;
  private boolean endedWithinLine;
  private long line = 1;
  private long sinceRow;

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

  /** The row that begins at the parser's place is longer than {@link #LONGEST_ROW}. */
  static final class LongRowException extends IOException {
    private static final long serialVersionUID = 1L;

    private LongRowException() {
      super("a row of more than " + LONGEST_ROW + " characters");
    }
  }

  /** To be called at the end of each row. */
  void rowEnded() {
    sinceRow = 0;
  }

  /**
   * The lines of the text as far as it was read; after its end, all of it. A last line without an
   * ending counts.
   */
  long lines() {
    return line - 1;
  }

  /** Whether the last line had no ending; to be asked after its end. */
  boolean endedWithinLine() {
    return endedWithinLine;
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
      withinLine = c != '\n';
      target[offset + copied++] = c;
    }
    return copied == 0 && length > 0 ? end(target, offset) : copied;
  }

  /** The same by one character a call: it happens twice a file. */
  private int end(char[] target, int offset) {
    if (endGiven) {
      return -1;
    }
    if (withinLine) {
      withinLine = false;
      endedWithinLine = true;
      line++;
      target[offset] = '\n';
    } else {
      endGiven = true;
      target[offset] = END;
    }
    return 1;
  }

  /**
   * Decodes more; false at the end of the input. What comes before a bad byte is handed out first.
   */
  private boolean fill() throws IOException {
    chars.clear();
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, inputEnded);
      if (chars.position() > 0) {
        sinceRow += chars.position();
        if (sinceRow > LONGEST_ROW) {
          throw new LongRowException();
        }
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
