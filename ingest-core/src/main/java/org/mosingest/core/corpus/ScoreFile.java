package org.mosingest.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.row.Text;

/**
 * A CSV file of scores.
 *
 * @param csv the file
 * @param clipsFolder the folder below the corpus folder that holds its clips
 * @param aliases its columns
 */
record ScoreFile(Path csv, String clipsFolder, ColumnAliases aliases) {

  /**
   * Whether anything stands under the file's name; a dangling link does, and is an error when read.
   */
  boolean isPresent() {
    return Files.exists(csv, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Adds the file's good rows to {@code accepted}, and tells {@code witness} of the others with the
   * line on which they start.
   *
   * @param notes counts what is found
   * @return what became of the file's lines
   * @throws BadCorpusException if the file is missing, no file, empty, no UTF-8 text, no table,
   *     without readable columns, with a quote that is never closed, or with columns of which most
   *     values are no numbers
   * @throws IOException if it cannot be read
   */
  TableLines readInto(AcceptedRows accepted, FileWitness witness, RowNotes notes)
      throws BadCorpusException, IOException {
    String shown = Text.printable(csv.toString());
    if (!Files.isRegularFile(csv)) {
      throw new BadCorpusException(
          Files.exists(csv) ? shown + " is not a regular file" : shown + " does not exist",
          "give the path of a CSV file");
    }
    if (!Files.isReadable(csv)) {
      throw new BadCorpusException(
          shown + " must not be read by this user", "change the file's permissions");
    }
    try (StrictUtf8Reader text = new StrictUtf8Reader(begun(shown))) {
      CsvRows rows = new CsvRows(csv, text);
      CsvRow header =
          rows.next()
              .orElseThrow(
                  () ->
                      new BadCorpusException(
                          shown + " is empty", "it must have a header and a row for each clip"));
      Columns columns = Columns.under(header, aliases, csv);
      witness.columns(columns.taken(header));
      columns.doubts(header).forEach(witness::ambiguous);
      if (header.lastLine() > header.line()) {
        witness.ambiguous(RowIntake.lineBreak("the header", header));
      }
      RowIntake intake = new RowIntake(columns, clipsFolder, accepted, notes.and(csv, witness));
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        intake.take(row.get());
      }
      intake.check(csv);
      return rows.lines();
    } finally {
      witness.end();
    }
  }

  /**
   * How many characters the name and the URL of a row have in the mean, by the first rows.
   *
   * @param sample how many rows to look at
   * @throws BadCorpusException as {@link #readInto} does, as far as it looks
   * @throws IOException if the file cannot be read
   */
  long textPerRow(int sample) throws BadCorpusException, IOException {
    String shown = Text.printable(csv.toString());
    if (!Files.isRegularFile(csv)) {
      throw new BadCorpusException(shown + " is not a regular file", "give the path of a CSV file");
    }
    try (StrictUtf8Reader text = new StrictUtf8Reader(begun(shown))) {
      CsvRows rows = new CsvRows(csv, text);
      Optional<CsvRow> header = rows.next();
      if (header.isEmpty()) {
        return 0;
      }
      Columns columns = Columns.under(header.get(), aliases, csv);
      long seen = 0;
      long length = 0;
      for (Optional<CsvRow> row = rows.next();
          row.isPresent() && seen < sample;
          row = rows.next()) {
        seen++;
        length += Columns.first(row.get(), columns.name()).length();
        length += Columns.first(row.get(), columns.url()).length();
      }
      return seen == 0 ? 0 : Math.ceilDiv(length, seen);
    }
  }

  /** The file's bytes; what begins as no table does is not read any further. */
  private InputStream begun(String shown) throws BadCorpusException, IOException {
    PushbackInputStream in = new PushbackInputStream(Files.newInputStream(csv), ForeignFormat.HEAD);
    try {
      byte[] head = in.readNBytes(ForeignFormat.HEAD);
      Optional<ForeignFormat> foreign = ForeignFormat.of(head);
      if (foreign.isPresent()) {
        throw new BadCorpusException(
            shown + " is no CSV file: it is " + foreign.get().what(), foreign.get().todo());
      }
      in.unread(head);
      return in;
    } catch (BadCorpusException | IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
