package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.NameVerdict;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Text;

/** Takes or refuses the rows of one table. Not thread-safe. */
final class RowIntake {

  private final Columns columns;
  private final String clipsFolder;
  private final AcceptedRows accepted;
  private final RowNotes.OfFile notes;
  private final NumberColumn scores = new NumberColumn("MOS values", false);
  private final NumberColumn spreads = new NumberColumn("spreads", false);
  private final NumberColumn counts = new NumberColumn("counts", true);

  RowIntake(Columns columns, String clipsFolder, AcceptedRows accepted, RowNotes.OfFile notes) {
    this.columns = columns;
    this.clipsFolder = clipsFolder;
    this.accepted = accepted;
    this.notes = notes;
  }

  /** Takes the next row, or refuses it. */
  void take(CsvRow row) {
    if (row.lastLine() > row.line()) {
      notes.odd(Oddity.LINE_BREAK, row, lineBreak("the row", row));
    }
    // Looked at even in rows that are refused: what most of a column is, is to be known of all.
    String rawMos = Columns.first(row, columns.mos());
    OptionalDouble mos = Cells.decimal(rawMos);
    count(scores, rawMos, row);
    if (!row.isBlankFrom(columns.width())) {
      notes.refused(row, surplus(row));
      return;
    }
    String rawName = Columns.first(row, columns.name());
    if (rawName.isEmpty()) {
      notes.refused(row, "no clip name");
      return;
    }
    switch (ClipName.parse(rawName)) {
      case NameVerdict.Refused(var why) -> notes.refused(row, why);
      case ClipName name -> {
        if (mos.isEmpty()) {
          notes.refused(row, mosFault(rawMos, row) + " for " + Text.printable(name.value()));
        } else {
          accept(row, rawName, name, mos.getAsDouble());
        }
      }
    }
  }

  private void accept(CsvRow row, String rawName, ClipName name, double mos) {
    Optional<String> clash = accepted.clash(clipsFolder, name.value());
    if (clash.isPresent()) {
      notes.refused(row, clash.get());
      return;
    }
    String shown = Text.printable(name.value());
    Opinion opinion = new Opinion(mos, spread(row, shown), count(row, shown));
    Optional<String> mangled = MangledName.of(rawName);
    if (mangled.isPresent()) {
      notes.odd(
          Oddity.MANGLED_NAME,
          row,
          "the name '"
              + Text.printable(rawName)
              + "' looks like "
              + mangled.get()
              + ": a spreadsheet may have changed it");
    }
    String url = Columns.first(row, columns.url());
    Optional<AcceptedRows.Earlier> earlier = accepted.add(clipsFolder, name, url, opinion);
    if (earlier.isPresent()) {
      repeat(row, shown, url, mos, earlier.get());
    }
  }

  /** No URL is shown: it may hold a password. */
  private void repeat(
      CsvRow row, String shown, String url, double mos, AcceptedRows.Earlier earlier) {
    if (earlier.mos() != mos) {
      notes.odd(
          Oddity.OTHER_MOS,
          row,
          shown
              + " comes again with the MOS "
              + mos
              + "; its first row has "
              + earlier.mos()
              + " and counts");
    }
    if (!url.isEmpty() && !earlier.url().isEmpty() && !url.equals(earlier.url())) {
      notes.odd(
          Oddity.OTHER_URL, row, shown + " comes again with another URL; its first URL counts");
    }
  }

  private double spread(CsvRow row, String shown) {
    String raw = Columns.first(row, columns.spread());
    if (raw.isEmpty()) {
      return 0.0;
    }
    count(spreads, raw, row);
    OptionalDouble value = Cells.spread(raw);
    if (value.isEmpty()) {
      notes.odd(Oddity.BAD_SPREAD, row, bad("spread", raw, shown) + "0.0");
    }
    return value.orElse(0.0);
  }

  private int count(CsvRow row, String shown) {
    String raw = Columns.first(row, columns.count());
    if (raw.isEmpty()) {
      return 0;
    }
    count(counts, raw, row);
    OptionalInt value = Cells.count(raw);
    if (value.isEmpty()) {
      notes.odd(Oddity.BAD_COUNT, row, bad("count", raw, shown) + "0");
    }
    return value.orElse(0);
  }

  private static void count(NumberColumn column, String raw, CsvRow row) {
    if (Cells.isDecimal(raw)) {
      column.number();
    } else if (!raw.isEmpty()) {
      column.noNumber(raw, row.line());
    }
  }

  private static String bad(String what, String raw, String shown) {
    return "bad " + what + " '" + Text.printable(raw) + "' for " + shown + "; taken as ";
  }

  private static String mosFault(String rawMos, CsvRow row) {
    if (!rawMos.isEmpty()) {
      return "bad MOS value '" + Text.printable(rawMos) + "'";
    }
    String only = row.cell(0);
    boolean delimited = row.isBlankFrom(1) && (only.indexOf(';') >= 0 || only.indexOf('\t') >= 0);
    return delimited
        ? "the row has one cell: it looks delimited by ';' or tabs and not by commas: no MOS"
        : "no MOS";
  }

  private String surplus(CsvRow row) {
    int at = columns.width();
    while (row.cell(at).isEmpty()) {
      at++;
    }
    return "more cells than the header's %d, '%s' in column %d: is a comma within a cell not quoted, as in 3,8?"
        .formatted(columns.width(), Text.printable(row.cell(at)), at + 1);
  }

  /** What is said of a row over several lines. */
  static String lineBreak(String what, CsvRow row) {
    return "%s runs from line %d to line %d, since a quoted cell holds a line break: is a quote left open?"
        .formatted(what, row.line(), row.lastLine());
  }

  /**
   * To be called after the last row.
   *
   * @throws BadCorpusException if of some column most values are no numbers
   */
  void check(Path csv) throws BadCorpusException {
    scores.check(csv);
    spreads.check(csv);
    counts.check(csv);
  }
}
