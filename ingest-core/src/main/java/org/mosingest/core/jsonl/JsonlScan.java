package org.mosingest.core.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Map;
import org.mosingest.core.row.Sha256;

/**
 * One pass over an existing output: its hashes, its malformed lines and the state of its last line.
 *
 * @param rows lines that are JSON objects, a whole last one without line feed included
 * @param malformedLines lines that are anything else but blank, a torn last one not included
 * @param firstMalformedLine the number of the first of them, from 1; 0 if there is none
 * @param tail the state of the last line
 */
record JsonlScan(int rows, int malformedLines, long firstMalformedLine, Tail tail) {

  /** A longer line is no row of ours, and not worth its memory. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final int CHUNK = 1 << 18;

  /** How the file ends. */
  sealed interface Tail {
    /** With a line feed, or it is empty. */
    record Ended() implements Tail {}

    /** With a whole JSON object that lacks its line feed. */
    record WholeRow() implements Tail {}

    /** In the middle of a line that begins at this offset. */
    record Torn(long start) implements Tail {}
  }

  /**
   * Reads the whole channel and adds the rows' hashes to {@code known}, each with its MOS, those of lines that start at {@code ownFrom} or
   * later to {@code own}, each with the offset of its line.
   */
  static JsonlScan of(FileChannel channel, Map<Sha256, Double> known, Map<Sha256, Long> own, long ownFrom)
      throws IOException {
    LineCounter counter = new LineCounter(known, own, ownFrom);
    LineBytes line = new LineBytes();
    long lineStart = 0;
    long position = 0;
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    while (channel.read(chunk.clear(), position) > 0) {
      chunk.flip();
      byte[] bytes = chunk.array();
      int from = 0;
      int limit = chunk.limit();
      for (int i = 0; i < limit; i++) {
        if (bytes[i] != '\n') {
          continue;
        }
        line.add(bytes, from, i - from);
        counter.line(lineStart, line.end());
        from = i + 1;
        lineStart = position + from;
      }
      line.add(bytes, from, limit - from);
      position += limit;
    }
    Tail tail = tailOf(counter, lineStart == position, lineStart, line);
    return new JsonlScan(counter.rows, counter.malformed, counter.firstMalformed, tail);
  }

  private static Tail tailOf(LineCounter counter, boolean ended, long start, LineBytes line) {
    if (ended) {
      return new Tail.Ended();
    }
    return switch (line.end()) {
      case JsonlLine.Row row -> {
        counter.line(start, row);
        yield new Tail.WholeRow();
      }
      case JsonlLine.Unkeyed unkeyed -> {
        counter.line(start, unkeyed);
        yield new Tail.WholeRow();
      }
      case JsonlLine.Blank blank -> new Tail.Torn(start);
      case JsonlLine.Malformed malformed -> new Tail.Torn(start);
    };
  }

  /** The bytes of a line so far; no more of them are kept than a line of ours can have. */
  private static final class LineBytes {
    private byte[] bytes = new byte[4096];
    private int length;
    private boolean tooLong;

    void add(byte[] from, int offset, int count) {
      tooLong |= length + count > LONGEST_LINE;
      if (tooLong) {
        return;
      }
      if (length + count > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
      }
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }

    /** What the line turns out to be; the next one begins. */
    JsonlLine end() {
      JsonlLine line = tooLong ? new JsonlLine.Malformed() : JsonlLine.read(bytes, length);
      length = 0;
      tooLong = false;
      return line;
    }
  }

  private static final class LineCounter {
    private final Map<Sha256, Double> known;
    private final Map<Sha256, Long> own;
    private final long ownFrom;
    private int rows;
    private int malformed;
    private long firstMalformed;
    private long number;

    LineCounter(Map<Sha256, Double> known, Map<Sha256, Long> own, long ownFrom) {
      this.known = known;
      this.own = own;
      this.ownFrom = ownFrom;
    }

    void line(long start, JsonlLine line) {
      number++;
      switch (line) {
        case JsonlLine.Row(Sha256 sha256, double mos) -> {
          rows++;
          if (start < ownFrom) {
            known.putIfAbsent(sha256, mos);
          } else if (!known.containsKey(sha256)) {
            own.putIfAbsent(sha256, start);
          }
        }
        case JsonlLine.Unkeyed unkeyed -> rows++;
        case JsonlLine.Blank blank -> {}
        case JsonlLine.Malformed bad -> {
          malformed++;
          if (firstMalformed == 0) {
            firstMalformed = number;
          }
        }
      }
    }
  }
}
