package org.mosingest.core.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mosingest.core.profile.ColumnAliases;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.TableSpec;
import org.mosingest.core.row.Text;

/**
 * A CSV file of scores.
 *
 * @param csv the file
 * @param clipsFolder the folder below the corpus folder that holds its clips, empty for that itself
 * @param spec how it is read
 */
record ScoreFile(Path csv, String clipsFolder, TableSpec spec) {

  /**
   * Adds the file's good rows to {@code accepted}, and tells {@code witness} of the others with the
   * line on which they start.
   *
   * @param clips which clips its names mean
   * @param notes counts what is found
   * @return what became of the file's lines
   * @throws BadCorpusException if the file is missing, no file, empty, no UTF-8 text, no table,
   *     without readable columns, with a quote that is never closed, or with columns of which most
   *     values are no numbers
   * @throws IOException if it cannot be read
   */
  TableLines readInto(
      Corpus corpus, ClipLocator clips, AcceptedRows accepted, FileWitness witness, RowNotes notes)
      throws BadCorpusException, IOException {
    try (StrictUtf8Reader text = open()) {
      CsvRows rows = new CsvRows(csv, text);
      CsvRow first = firstRow(rows);
      Optional<CsvRow> positions = positions(first, corpus);
      CsvRow header = positions.orElse(first);
      Columns columns = Columns.under(header, spec.columns(), corpus, csv);
      tell(witness, columns, header);
      RowIntake intake =
          new RowIntake(columns, corpus, clipsFolder, clips, accepted, notes.and(csv, witness));
      if (positions.isPresent()) {
        intake.take(first);
      }
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        intake.take(row.get());
      }
      intake.check(csv);
      return rows.lines(positions.isEmpty());
    } finally {
      witness.end();
    }
  }

  /** The first row; a table without any is none. */
  CsvRow firstRow(CsvRows rows) throws BadCorpusException, IOException {
    return rows.next()
        .orElseThrow(
            () ->
                new BadCorpusException(
                    Text.printable(csv.toString()) + " is empty",
                    "it must have a header and a row for each clip"));
  }

  /** Tells how a header was understood. */
  static void tell(FileWitness witness, Columns columns, CsvRow header) {
    witness.columns(columns.taken(header));
    columns.doubts(header).forEach(witness::ambiguous);
    if (header.lastLine() > header.line()) {
      witness.ambiguous(RowIntake.lineBreak("the header", header));
    }
  }

  /**
   * What stands for the header of a table that has none: its first row names no columns, and has a
   * value for each of its own, a number where the MOS is.
   */
  private Optional<CsvRow> positions(CsvRow first, Corpus corpus) {
    List<String> names = spec.positions();
    ColumnAliases aliases = spec.columns();
    boolean headless =
        !names.isEmpty()
            && !Columns.of(first, aliases, corpus).suffice(corpus)
            && first.isBlankFrom(names.size())
            && IntStream.range(0, names.size()).noneMatch(i -> first.cell(i).isEmpty())
            && IntStream.range(0, names.size())
                .filter(i -> aliases.mos().contains(names.get(i)))
                .allMatch(i -> Cells.isDecimal(first.cell(i)));
    return headless ? Optional.of(new CsvRow(0, 0, names)) : Optional.empty();
  }

  /**
   * The file's text.
   *
   * @throws BadCorpusException if it is missing, no file, or no table
   * @throws IOException if it cannot be read
   */
  StrictUtf8Reader open() throws BadCorpusException, IOException {
    String shown = Text.printable(csv.toString());
    if (!Files.isRegularFile(csv)) {
      throw new BadCorpusException(
          Files.exists(csv) ? shown + " is not a regular file" : shown + " does not exist",
          "give the path of a CSV file");
    }
    if (!Files.isReadable(csv)) {
      throw new BadCorpusException(
          "no permission to read " + shown, "change the file's permissions");
    }
    return new StrictUtf8Reader(begun(shown));
  }

  /**
   * How many characters are kept of a row in the mean, by the first rows: its name, its URL, and
   * all cells where the corpus makes more of them.
   *
   * @param sample how many rows to look at
   * @throws BadCorpusException as {@link #readInto} does, as far as it looks
   * @throws IOException if the file cannot be read
   */
  long textPerRow(Corpus corpus, int sample) throws BadCorpusException, IOException {
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
      Columns columns = Columns.of(header.get(), spec.columns(), corpus);
      boolean all = !columns.others().isEmpty();
      long seen = 0;
      long length = 0;
      for (Optional<CsvRow> row = rows.next();
          row.isPresent() && seen < sample;
          row = rows.next()) {
        seen++;
        length += all ? row.get().cells().stream().mapToInt(String::length).sum() : 0;
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
