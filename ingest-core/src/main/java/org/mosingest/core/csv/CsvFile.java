package org.mosingest.core.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.row.Text;

/**
 * A CSV file, read once from its start, a row at a time: one of any size needs little memory. Not
 * thread-safe.
 */
public final class CsvFile implements AutoCloseable {

  private final Path csv;
  private final StrictUtf8Reader text;
  private final CsvRows rows;

  private CsvFile(Path csv, StrictUtf8Reader text) {
    this.csv = csv;
    this.text = text;
    this.rows = new CsvRows(csv, text);
  }

  /**
   * Opens a file.
   *
   * @throws BadTableException if it is missing, no file, or begins as no CSV file does
   * @throws IOException if it cannot be read
   */
  public static CsvFile open(Path csv) throws BadTableException, IOException {
    String shown = Text.printable(csv.toString());
    if (!Files.isRegularFile(csv)) {
      throw new BadTableException(
          Files.exists(csv) ? shown + " is not a regular file" : shown + " does not exist",
          "give the path of a CSV file");
    }
    if (!Files.isReadable(csv)) {
      throw new BadTableException(
          "no permission to read " + shown, "change the file's permissions");
    }
    return new CsvFile(csv, new StrictUtf8Reader(begun(csv, shown)));
  }

  /** The file's bytes; what begins as no table does is not read any further. */
  private static InputStream begun(Path csv, String shown) throws BadTableException, IOException {
    PushbackInputStream in = new PushbackInputStream(Files.newInputStream(csv), ForeignFormat.HEAD);
    try {
      byte[] head = in.readNBytes(ForeignFormat.HEAD);
      Optional<ForeignFormat> foreign = ForeignFormat.of(head);
      if (foreign.isPresent()) {
        throw new BadTableException(
            shown + " is not a CSV file: it is " + foreign.get().what(), foreign.get().todo());
      }
      in.unread(head);
      return in;
    } catch (BadTableException | IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The file's path. */
  public Path path() {
    return csv;
  }

  /**
   * The next row that has a non-blank cell; empty at the end of the file.
   *
   * @throws BadTableException if the file is not UTF-8, a quote in it is never closed, or a row has
   *     more than 262 144 cells or 16 million characters
   * @throws IOException if the file cannot be read
   */
  public Optional<CsvRow> next() throws BadTableException, IOException {
    return rows.next();
  }

  /**
   * The first row; a table without any is none.
   *
   * @throws BadTableException as {@link #next}, or if there is no row
   * @throws IOException if the file cannot be read
   */
  public CsvRow firstRow() throws BadTableException, IOException {
    return rows.next()
        .orElseThrow(
            () ->
                new BadTableException(
                    Text.printable(csv.toString()) + " is empty",
                    "it must have a header and a row for each clip"));
  }

  /**
   * What became of the lines, once there is no further row.
   *
   * @param headed whether the first row is the header
   * @throws IllegalArgumentException if a line was lost
   */
  public TableLines lines(boolean headed) {
    return rows.lines(headed);
  }

  /** Whether the last line had no ending; to be asked once there is no further row. */
  public boolean endsWithinLine() {
    return text.endedWithinLine();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
