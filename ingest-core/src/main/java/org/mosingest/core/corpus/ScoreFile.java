package org.mosingest.core.corpus;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.NameVerdict;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Text;

/**
 * A CSV file of scores.
 *
 * @param csv the file
 * @param clipsFolder the folder below the corpus folder that holds its clips
 * @param aliases its columns
 */
record ScoreFile(Path csv, String clipsFolder, ColumnAliases aliases) {

  /** A row over more lines than this is told: a quote left open swallows the rows after it. */
  private static final int MANY_LINES = 10;

  /**
   * What a file held.
   *
   * @param dataRows its rows with a non-blank cell, the header aside
   * @param rejected those of them that were refused
   */
  record Tally(int dataRows, int rejected) {}

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
   * @throws BadCorpusException if the file is missing, no file, empty, not UTF-8 or without
   *     readable columns
   * @throws IOException if it cannot be read
   */
  Tally readInto(AcceptedRows accepted, FileWitness witness)
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
    try (Reader text = new StrictUtf8Reader(Files.newInputStream(csv))) {
      CsvRows rows = new CsvRows(csv, text);
      Optional<CsvRow> header = rows.next();
      if (header.isEmpty()) {
        throw new BadCorpusException(
            shown + " is empty", "it must have a header and a row for each clip");
      }
      Columns columns = Columns.under(header.get(), aliases, csv);
      witness.columns(columns.taken(header.get()));
      int dataRows = 0;
      int rejected = 0;
      for (Optional<CsvRow> row = rows.next(); row.isPresent(); row = rows.next()) {
        dataRows++;
        if (!accept(row.get(), columns, accepted, witness)) {
          rejected++;
        }
      }
      return new Tally(dataRows, rejected);
    } finally {
      witness.end();
    }
  }

  private boolean accept(CsvRow row, Columns columns, AcceptedRows accepted, FileWitness witness) {
    if (row.lastLine() - row.line() >= MANY_LINES) {
      witness.odd(
          row.line(), "the row runs on to line " + row.lastLine() + ": is a quote left open?");
    }
    if (!row.isBlankFrom(columns.width())) {
      witness.odd(
          row.line(), "more cells than the header's " + columns.width() + "; the rest is ignored");
    }
    String rawName = Columns.first(row, columns.name());
    if (rawName.isEmpty()) {
      witness.refused(row.line(), "no clip name");
      return false;
    }
    return switch (ClipName.parse(rawName)) {
      case NameVerdict.Refused(var why) -> {
        witness.refused(row.line(), why);
        yield false;
      }
      case ClipName name -> {
        String rawMos = Columns.first(row, columns.mos());
        OptionalDouble mos = Cells.decimal(rawMos);
        if (mos.isEmpty()) {
          witness.refused(row.line(), mosFault(rawMos) + " for " + Text.printable(name.value()));
          yield false;
        }
        Opinion opinion =
            new Opinion(
                mos.getAsDouble(),
                Cells.spread(Columns.first(row, columns.spread())),
                Cells.count(Columns.first(row, columns.count())));
        Optional<String> clash =
            accepted.add(clipsFolder, name, Columns.first(row, columns.url()), opinion);
        clash.ifPresent(why -> witness.refused(row.line(), why));
        yield clash.isEmpty();
      }
    };
  }

  private static String mosFault(String rawMos) {
    return rawMos.isEmpty() ? "no MOS" : "bad MOS value '" + Text.printable(rawMos) + "'";
  }
}
