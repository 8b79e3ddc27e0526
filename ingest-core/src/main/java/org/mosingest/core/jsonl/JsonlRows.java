package org.mosingest.core.jsonl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosingest.core.row.CorpusRow;

/**
 * Reads the rows of an output, one after the other, without touching it and in memory that does not
 * grow with it.
 */
public final class JsonlRows {

  /** A longer line is no row. */
  private static final int LONGEST_LINE = 1 << 20;

  private static final int CHUNK = 1 << 18;

  private JsonlRows() {}

  /** What the lines of an output turn out to be, in the file's order; blank ones are left out. */
  public interface Lines {

    /**
     * A row.
     *
     * @param line the number of its line, from 1
     */
    void row(long line, CorpusRow row);

    /**
     * A line that holds something and is no row.
     *
     * @param line its number, from 1
     * @param ended whether a line feed follows: a last line without one may still be being written
     */
    void strange(long line, boolean ended);

    /**
     * A row and where its line lies; unless overridden, as {@link #row(long, CorpusRow)}.
     *
     * @param offset where its line begins, in bytes from the file's beginning
     * @param length the line's bytes without its line feed
     */
    default void row(long line, CorpusRow row, long offset, int length) {
      row(line, row);
    }
  }

  /**
   * Reads all rows.
   *
   * @param each is given every row, in the file's order
   * @return how many lines hold something and are no row, a torn last one included
   * @throws IOException if the file cannot be read
   */
  public static long read(Path output, Consumer<CorpusRow> each) throws IOException {
    long[] strange = {0};
    read(
        output,
        new Lines() {
          @Override
          public void row(long line, CorpusRow row) {
            each.accept(row);
          }

          @Override
          public void strange(long line, boolean ended) {
            strange[0]++;
          }
        });
    return strange[0];
  }

  /**
   * Reads all lines.
   *
   * @param lines is told of each
   * @throws IOException if the file cannot be read
   */
  public static void read(Path output, Lines lines) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      byte[] buffer = new byte[CHUNK];
      int held = 0;
      long number = 0;
      long before = 0;
      boolean passing = false;
      for (int read = in.read(buffer, held, buffer.length - held);
          read >= 0;
          read = in.read(buffer, held, buffer.length - held)) {
        int end = held + read;
        int start = 0;
        for (int i = held; i < end; i++) {
          if (buffer[i] == '\n') {
            number++;
            if (passing) {
              lines.strange(number, true);
            } else {
              line(buffer, start, i - start, before + start, number, true, lines);
            }
            passing = false;
            start = i + 1;
          }
        }
        held = end - start;
        before += start;
        System.arraycopy(buffer, start, buffer, 0, held);
        if (held >= LONGEST_LINE) {
          passing = true;
          before += held;
          held = 0;
        } else if (held == buffer.length) {
          buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
      }
      if (passing) {
        lines.strange(number + 1, false);
      } else {
        line(buffer, 0, held, before, number + 1, false, lines);
      }
    }
  }

  private static void line(
      byte[] bytes, int from, int length, long offset, long number, boolean ended, Lines lines) {
    Optional<CorpusRow> row = RowReader.read(bytes, from, length);
    if (row.isPresent()) {
      lines.row(number, row.get(), offset, length);
    } else if (!new String(bytes, from, length, ISO_8859_1).isBlank()) {
      lines.strange(number, ended);
    }
  }
}
