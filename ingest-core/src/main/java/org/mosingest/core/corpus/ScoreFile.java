package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.csv.Cells;
import org.mosingest.core.csv.CsvFile;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.csv.Headers;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.profile.ColumnAliases;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.TableSpec;
import org.mosingest.core.row.Counted;

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
   * @throws BadTableException if the file is missing, no file, empty, no UTF-8 text, no table,
   *     without readable columns, with a quote that is never closed, or with columns of which most
   *     values are no numbers
   * @throws IOException if it cannot be read
   */
  TableLines readInto(
      Corpus corpus, ClipLocator clips, AcceptedRows accepted, FileWitness witness, RowNotes notes)
      throws BadTableException, IOException {
    try (CsvFile rows = CsvFile.open(csv)) {
      CsvRow first = rows.firstRow();
      Optional<CsvRow> positions = positions(first, corpus);
      CsvRow header = positions.orElse(first);
      Columns columns = Columns.under(header, spec.columns(), corpus, csv);
      tell(witness, columns, header);
      RowIntake intake =
          new RowIntake(columns, corpus, clipsFolder, clips, accepted, notes.and(csv, witness));
      if (positions.isPresent()) {
        intake.take(first);
      }
      CsvRow last = header;
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        last = row.get();
        intake.take(last);
      }
      tellCut(witness, rows, header, last);
      intake.check(csv, witness);
      return rows.lines(positions.isEmpty());
    } finally {
      witness.end();
    }
  }

  /** Tells how a header was understood. */
  static void tell(FileWitness witness, Columns columns, CsvRow header) {
    witness.columns(columns.taken(header));
    columns.doubts(header).forEach(witness::ambiguous);
    if (header.lastLine() > header.line()) {
      witness.ambiguous(RowIntake.lineBreak("the header", header));
    }
  }

  /** Tells that a table, read to its end, ends before its last row has all cells. */
  static void tellCut(FileWitness witness, CsvFile rows, CsvRow header, CsvRow last) {
    if (rows.endsWithinLine() && last.cells().size() < header.cells().size()) {
      witness.ambiguous(
          "the last line, %d, has %d of %s: is the file cut off?"
              .formatted(
                  last.lastLine(), last.cells().size(), Counted.of(header.cells().size(), "cell")));
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
   * How many characters are kept of a row in the mean, by the first rows: its name, its URL, and
   * all cells where the corpus makes more of them.
   *
   * @param sample how many rows to look at
   * @throws BadTableException as {@link #readInto} does, as far as it looks
   * @throws IOException if the file cannot be read
   */
  long textPerRow(Corpus corpus, int sample) throws BadTableException, IOException {
    try (CsvFile rows = CsvFile.open(csv)) {
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
        length += Headers.first(row.get(), columns.name()).length();
        length += Headers.first(row.get(), columns.url()).length();
      }
      return seen == 0 ? 0 : Math.ceilDiv(length, seen);
    }
  }
}
