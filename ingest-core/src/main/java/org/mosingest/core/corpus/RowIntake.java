package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.csv.Cells;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.csv.Headers;
import org.mosingest.core.profile.CellTemplate;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.ExtraColumn;
import org.mosingest.core.profile.Scales;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.row.Extras;
import org.mosingest.core.row.NameVerdict;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Text;

/** Takes or refuses the rows of one table. Not thread-safe. */
final class RowIntake {

  /** What is said of a line of zero bytes. */
  static final String LOST = "only zero bytes: the content of this row is lost";

  private final Columns columns;
  private final Corpus corpus;
  private final String clipsFolder;
  private final ClipLocator clips;
  private final List<String> extraKeys;
  private final AcceptedRows accepted;
  private final RowNotes.OfFile notes;
  private final CommaDoubt commas = new CommaDoubt();
  private final NumberColumn scores = new NumberColumn("MOS values", false);
  private final NumberColumn spreads = new NumberColumn("spreads", false);
  private final NumberColumn counts = new NumberColumn("counts", true);

  /**
   * Takes rows of a table.
   *
   * @param clips which clips its names mean
   */
  RowIntake(
      Columns columns,
      Corpus corpus,
      String clipsFolder,
      ClipLocator clips,
      AcceptedRows accepted,
      RowNotes.OfFile notes) {
    this.columns = columns;
    this.corpus = corpus;
    this.clipsFolder = clipsFolder;
    this.clips = clips;
    this.extraKeys = corpus.tables().extras().stream().map(ExtraColumn::key).toList();
    this.accepted = accepted;
    this.notes = notes;
  }

  /**
   * Takes the next row, or refuses it.
   *
   * @throws IOException if the clips' folder cannot be searched, or there is no room for the row
   */
  void take(CsvRow row) throws IOException {
    if (row.lastLine() > row.line()) {
      notes.odd(Oddity.LINE_BREAK, row, lineBreak("the row", row));
    }
    // Looked at even in rows that are refused: what most of a column is, is to be known of all.
    String rawMos = Headers.first(row, columns.mos());
    OptionalDouble mos = Cells.decimal(rawMos);
    count(scores, rawMos, row);
    if (row.isLost()) {
      notes.refused(row, LOST);
      return;
    }
    if (!row.isBlankFrom(columns.width())) {
      notes.refused(row, surplus(row, columns.width()));
      return;
    }
    commas.look(row, rawMos, columns);
    List<String> names = names(row);
    if (names.isEmpty()) {
      notes.refused(row, "no clip name");
      return;
    }
    String rawName = names.getFirst();
    switch (clips.locate(names, Headers.first(row, columns.url()))) {
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

  /** What the row calls its clip, preferred first. */
  private List<String> names(CsvRow row) {
    List<String> names = Headers.all(row, columns.name());
    if (names.isEmpty()) {
      return corpus
          .naming()
          .composed()
          .flatMap(template -> template.filled(place -> columns.other(row, Columns.place(place))))
          .stream()
          .toList();
    }
    return corpus.naming().search() ? names : names.subList(0, 1);
  }

  private void accept(CsvRow row, String rawName, ClipName name, double mos) throws IOException {
    Optional<String> clash = accepted.clash(clipsFolder, name.value());
    if (clash.isPresent()) {
      notes.refused(row, clash.get());
      return;
    }
    String shown = Text.printable(name.value());
    Scales scales = corpus.scales();
    if (scales.cutsOff(mos)) {
      notes.odd(
          Oddity.CUT_OFF,
          row,
          "the score " + mos + " of " + shown + " is outside the scale and is clipped to its end");
    }
    Opinion opinion =
        new Opinion(scales.score(mos), scales.spread(spread(row, shown)), count(row, shown));
    Optional<String> mangled = MangledName.of(corpus.naming().meant(rawName));
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
    String url = url(row, rawName, name);
    Optional<AcceptedRows.Earlier> earlier =
        accepted.add(
            new Clip(
                clipsFolder, name, url, name.baseName(), columns.supply().of(row, shown, notes)),
            opinion,
            extras(row));
    if (earlier.isPresent()) {
      repeat(row, shown, url, opinion.mos(), earlier.get());
    }
  }

  /** That of its column, else what the corpus makes of the row. */
  private String url(CsvRow row, String rawName, ClipName name) {
    String given = Headers.first(row, columns.url());
    if (!given.isEmpty()) {
      return given;
    }
    for (CellTemplate template : corpus.tables().urls()) {
      Optional<String> url = template.url(place -> value(row, place, rawName, name));
      if (url.isPresent()) {
        return url.get();
      }
    }
    return "";
  }

  private String value(CsvRow row, String place, String rawName, ClipName name) {
    return switch (place) {
      case "file" -> name.value();
      case "id" -> rawName;
      default -> {
        String cell = columns.other(row, Columns.place(place));
        yield cell.isEmpty()
            ? corpus.naming().parts().flatMap(p -> p.group(place, name.value())).orElse("")
            : cell;
      }
    };
  }

  private Extras extras(CsvRow row) {
    if (extraKeys.isEmpty()) {
      return Extras.NONE;
    }
    List<Object> values = new ArrayList<>(extraKeys.size());
    for (ExtraColumn extra : corpus.tables().extras()) {
      String cell = columns.other(row, extra.key());
      values.add(
          switch (extra.kind()) {
            case TEXT -> cell;
            case NUMBER -> Cells.decimal(cell).orElse(0.0);
            case INTEGER -> (long) Cells.decimal(cell).orElse(0.0);
          });
    }
    return new Extras(extraKeys, values);
  }

  /** No URL is shown: it may hold a password. */
  private void repeat(
      CsvRow row, String shown, String url, double mos, AcceptedRows.Earlier earlier) {
    if (earlier.mos() != mos) {
      notes.odd(
          Oddity.OTHER_MOS,
          row,
          shown
              + " is repeated with the MOS "
              + mos
              + "; its first row has "
              + earlier.mos()
              + ", which is used");
    }
    if (!url.isEmpty() && !earlier.url().isEmpty() && !url.equals(earlier.url())) {
      notes.odd(
          Oddity.OTHER_URL, row, shown + " is repeated with another URL; its first URL is used");
    }
  }

  private double spread(CsvRow row, String shown) {
    String raw = Headers.first(row, columns.spread());
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
    String raw = Headers.first(row, columns.count());
    if (raw.isEmpty()) {
      return 0;
    }
    count(counts, raw, row);
    OptionalInt value = Cells.count(raw);
    if (value.isEmpty() || Cells.isFraction(raw)) {
      notes.odd(Oddity.BAD_COUNT, row, bad("count", raw, shown) + value.orElse(0));
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
        ? "the row has one cell and no MOS: it seems to be delimited by ';' or tabs, not by commas"
        : "no MOS";
  }

  /** What is said of a row with more cells than its header. */
  static String surplus(CsvRow row, int width) {
    int at = width;
    while (row.cell(at).isEmpty()) {
      at++;
    }
    return "more cells than the header's %d, '%s' in column %d: is a comma in a cell unquoted, as in 3,8?"
        .formatted(width, Text.printable(row.cell(at)), at + 1);
  }

  /** What is said of a row over several lines. */
  static String lineBreak(String what, CsvRow row) {
    return "%s runs from line %d to line %d, because of a line break in a quoted cell: is a quote not closed?"
        .formatted(what, row.line(), row.lastLine());
  }

  /**
   * To be called after the last row.
   *
   * @param witness is told what is odd about the table as a whole
   * @throws BadTableException if of some column most values are no numbers
   */
  void check(Path csv, FileWitness witness) throws BadTableException {
    commas.told().ifPresent(witness::ambiguous);
    scores.check(csv);
    spreads.check(csv);
    counts.check(csv);
  }
}
