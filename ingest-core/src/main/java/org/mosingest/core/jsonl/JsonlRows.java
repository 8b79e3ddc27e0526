package org.mosingest.core.jsonl;

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

  /**
   * Reads all rows.
   *
   * @param each is given every row, in the file's order
   * @return how many lines hold something and are no row, a torn last one included
   * @throws IOException if the file cannot be read
   */
  public static long read(Path output, Consumer<CorpusRow> each) throws IOException {
    try (InputStream in = Files.newInputStream(output)) {
      byte[] buffer = new byte[CHUNK];
      int held = 0;
      long strange = 0;
      boolean passing = false;
      for (int read = in.read(buffer, held, buffer.length - held);
          read >= 0;
          read = in.read(buffer, held, buffer.length - held)) {
        int end = held + read;
        int start = 0;
        for (int i = held; i < end; i++) {
          if (buffer[i] == '\n') {
            strange += passing ? 1 : line(buffer, start, i - start, each);
            passing = false;
            start = i + 1;
          }
        }
        held = end - start;
        System.arraycopy(buffer, start, buffer, 0, held);
        if (held >= LONGEST_LINE) {
          passing = true;
          held = 0;
        } else if (held == buffer.length) {
          buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
      }
      return strange + (passing ? 1 : line(buffer, 0, held, each));
    }
  }

  private static int line(byte[] bytes, int from, int length, Consumer<CorpusRow> each) {
    byte[] line = Arrays.copyOfRange(bytes, from, from + length);
    Optional<CorpusRow> row = RowReader.read(line, length);
    row.ifPresent(each);
    return row.isPresent()
            || new String(line, java.nio.charset.StandardCharsets.ISO_8859_1).isBlank()
        ? 0
        : 1;
  }
}
