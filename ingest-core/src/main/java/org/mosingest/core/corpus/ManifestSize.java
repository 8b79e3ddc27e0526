package org.mosingest.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mosingest.core.csv.BadTableException;

/**
 * How large a manifest is, told without holding its rows: what they will take in memory is to be
 * known before they are read.
 *
 * @param rows how many rows its files hold at most
 * @param textBytes how long their names and URLs are, all together, by the first of them
 * @param votes whether votes are joined to them
 */
public record ManifestSize(long rows, long textBytes, boolean votes) {

  /** Rows by which the length of names and URLs is judged. */
  private static final int SAMPLE = 1000;

  /** A row without its texts, and where it begins. */
  private static final long ROW_BYTES = 24;

  /** What is more goes to a file. */
  private static final long MOST_ON_HEAP = 72L << 20;

  /** What a row takes of the heap however many there are. */
  private static final long MARK_BYTES = 1;

  /** What a row takes besides while all are looked through for names that come twice. */
  private static final long READING_BYTES = 36;

  /** What a row takes while votes are counted: numbers, and its name in two lookups. */
  private static final long VOTES_BYTES = 330;

  /** What all rows take of the heap once they are read, in bytes. */
  public long heldBytes() {
    return Math.min(rows * ROW_BYTES + textBytes, MOST_ON_HEAP) + rows * MARK_BYTES;
  }

  /** What they take at most while they are read, in bytes. */
  public long readBytes() {
    return heldBytes() + rows * (READING_BYTES + (votes ? VOTES_BYTES : 0));
  }

  /**
   * Looks at a manifest's files. What is wrong with them is left for {@link ManifestReader} to say.
   *
   * @throws IOException if a file cannot be read
   */
  public static ManifestSize of(ManifestRequest request) throws IOException {
    long rows = 0;
    long text = 0;
    try {
      for (ScoreFile file : ManifestReader.files(request)) {
        long textPerRow = file.textPerRow(request.corpus(), SAMPLE);
        long lines = Math.max(0, lines(file.csv()) - 1);
        rows += lines;
        text += lines * textPerRow;
      }
    } catch (BadCorpusException | BadTableException e) {
      return new ManifestSize(0, 0, false);
    }
    return new ManifestSize(rows, text, !request.votes().files().isEmpty());
  }

  /** How many lines of a file are not empty. */
  private static long lines(Path csv) throws IOException {
    long lines = 0;
    byte[] chunk = new byte[1 << 16];
    boolean empty = true;
    try (InputStream in = Files.newInputStream(csv)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        for (int i = 0; i < n; i++) {
          if (chunk[i] == '\n') {
            lines += empty ? 0 : 1;
            empty = true;
          } else if (chunk[i] != '\r') {
            empty = false;
          }
        }
      }
    }
    return lines + (empty ? 0 : 1);
  }
}
