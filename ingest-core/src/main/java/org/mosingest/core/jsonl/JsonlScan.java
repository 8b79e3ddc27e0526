package org.mosingest.core.jsonl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Map;
import org.mosingest.core.packed.SumScores;
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

    /**
     * In the middle of a line that begins at this offset; or from there on with lines that hold
     * zeros, as a power loss leaves them.
     */
    record Torn(long start) implements Tail {}
  }

  /**
   * Reads the whole channel and adds the rows' hashes to {@code known}, each with its MOS, those of
   * lines that start at {@code ownFrom} or later to {@code own}, each with the offset of its line.
   *
   * @param newFrom known hashes of lines that start before it are marked
   */
  static JsonlScan of(
      FileChannel channel, SumScores known, Map<Sha256, Long> own, long ownFrom, long newFrom)
      throws IOException {
    LineCounter counter = new LineCounter(known, own, ownFrom, newFrom);
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
    counter.settle(tail);
    return new JsonlScan(counter.rows, counter.malformed, counter.firstMalformed, tail);
  }

  private static Tail tailOf(LineCounter counter, boolean ended, long start, LineBytes line) {
    if (ended) {
      return counter.zerosFrom < 0 ? new Tail.Ended() : new Tail.Torn(counter.zerosFrom);
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
      case JsonlLine.Blank _, JsonlLine.Malformed _ ->
          new Tail.Torn(counter.zerosFrom < 0 ? start : counter.zerosFrom);
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
      JsonlLine line = tooLong ? JsonlLine.malformed(bytes, length) : JsonlLine.read(bytes, length);
      length = 0;
      tooLong = false;
      return line;
    }
  }

  private static final class LineCounter {
    private final SumScores known;
    private final Map<Sha256, Long> own;
    private final long ownFrom;
    private final long newFrom;
    private int rows;
    private int malformed;
    private long firstMalformed;
    private long number;

    /**
     * Where the lines with zeros begin that nothing else has followed yet; -1 if there are none.
     */
    private long zerosFrom = -1;

    private int zeros;
    private long firstZeros;

    LineCounter(SumScores known, Map<Sha256, Long> own, long ownFrom, long newFrom) {
      this.known = known;
      this.own = own;
      this.ownFrom = ownFrom;
      this.newFrom = newFrom;
    }

    void line(long start, JsonlLine line) {
      number++;
      if (line instanceof JsonlLine.Malformed(boolean hasNul) && hasNul) {
        if (zeros++ == 0) {
          zerosFrom = start;
          firstZeros = number;
        }
        return;
      }
      stay();
      switch (line) {
        case JsonlLine.Row(Sha256 sha256, double mos) -> {
          rows++;
          if (start < ownFrom) {
            boolean _ = known.put(sha256, mos);
            if (start < newFrom) {
              known.mark();
            }
          } else if (!known.has(sha256)) {
            own.putIfAbsent(sha256, start);
          }
        }
        case JsonlLine.Unkeyed unkeyed -> rows++;
        case JsonlLine.Blank blank -> {}
        case JsonlLine.Malformed _ -> malformed(1, number);
      }
    }

    /** Lines with zeros that are not moved away are malformed lines as any others. */
    void settle(Tail tail) {
      if (!(tail instanceof Tail.Torn)) {
        stay();
      }
    }

    private void stay() {
      if (zeros > 0) {
        malformed(zeros, firstZeros);
        zeros = 0;
        zerosFrom = -1;
      }
    }

    private void malformed(int lines, long first) {
      malformed += lines;
      if (firstMalformed == 0) {
        firstMalformed = first;
      }
    }
  }
}
