package org.mosingest.core.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.csv.CsvFile;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.csv.Headers;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.profile.ColumnAliases;
import org.mosingest.core.profile.Corpus;

/**
 * Tables that complete each other: rows of several that name one clip are read as one row, of the
 * cells of all. A row counts where its clip comes first; the tables before the others give what
 * they have. Not thread-safe.
 */
final class JoinedFiles {

  private final List<ScoreFile> files;
  private final Corpus corpus;
  private final ClipLocator clips;
  private final List<Joined> joined = new ArrayList<>();
  private final Map<String, List<Joined>> byName = new HashMap<>();

  /** A row of several tables. */
  private static final class Joined {
    private final int table;
    private final CsvRow first;
    private final List<String>[] cells;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Joined(int table, CsvRow first, int tables) {
      this.table = table;
      this.first = first;
      this.cells = new List[tables];
      this.cells[table] = first.cells();
    }
  }

  JoinedFiles(List<ScoreFile> files, Corpus corpus, ClipLocator clips) {
    this.files = files;
    this.corpus = corpus;
    this.clips = clips;
  }

  /**
   * Reads all of them.
   *
   * @throws BadTableException as {@link ScoreFile#readInto}
   * @throws IOException if one cannot be read
   */
  TableLines readInto(AcceptedRows accepted, Function<Path, FileWitness> witnesses, RowNotes notes)
      throws BadTableException, IOException {
    TableLines lines = TableLines.NONE;
    List<CsvRow> headers = new ArrayList<>();
    List<FileWitness> heard = new ArrayList<>();
    try {
      for (int table = 0; table < files.size(); table++) {
        ScoreFile file = files.get(table);
        FileWitness witness = witnesses.apply(file.csv());
        heard.add(witness);
        lines = lines.plus(gather(table, headers, witness, notes.and(file.csv(), witness)));
      }
      ColumnAliases aliases = files.getFirst().spec().columns();
      List<String> all = new ArrayList<>();
      headers.forEach(header -> all.addAll(header.cells()));
      Columns columns =
          Columns.under(new CsvRow(1, 1, all), aliases, corpus, files.getFirst().csv());
      Map<Integer, RowIntake> intakes = new LinkedHashMap<>();
      for (Joined row : joined) {
        RowIntake intake = intakes.get(row.table);
        if (intake == null) {
          ScoreFile file = files.get(row.table);
          intake =
              new RowIntake(
                  columns,
                  corpus,
                  file.clipsFolder(),
                  clips,
                  accepted,
                  notes.and(file.csv(), heard.get(row.table)));
          intakes.put(row.table, intake);
        }
        intake.take(whole(row, headers));
      }
      for (Map.Entry<Integer, RowIntake> intake : intakes.entrySet()) {
        int table = intake.getKey();
        intake.getValue().check(files.get(table).csv(), heard.get(table));
      }
      return lines;
    } finally {
      heard.forEach(FileWitness::end);
    }
  }

  private static CsvRow whole(Joined row, List<CsvRow> headers) {
    List<String> cells = new ArrayList<>();
    for (int table = 0; table < headers.size(); table++) {
      int width = headers.get(table).cells().size();
      List<String> own = row.cells[table];
      String[] padded = new String[width];
      for (int i = 0; i < width; i++) {
        padded[i] = own == null || i >= own.size() ? "" : own.get(i);
      }
      cells.addAll(Arrays.asList(padded));
    }
    return new CsvRow(row.first.line(), row.first.lastLine(), cells);
  }

  private TableLines gather(
      int table, List<CsvRow> headers, FileWitness witness, RowNotes.OfFile notes)
      throws BadTableException, IOException {
    ScoreFile file = files.get(table);
    try (CsvFile rows = CsvFile.open(file.csv())) {
      CsvRow header = rows.firstRow();
      headers.add(header);
      Columns columns = Columns.of(header, file.spec().columns(), corpus);
      ScoreFile.tell(witness, columns, header);
      long completing = 0;
      CsvRow last = header;
      for (Optional<CsvRow> next = rows.next(); next.isPresent(); next = rows.next()) {
        CsvRow row = next.get();
        last = row;
        if (row.isLost()) {
          notes.refused(row, RowIntake.LOST);
        } else if (!row.isBlankFrom(columns.width())) {
          notes.refused(row, RowIntake.surplus(row, columns.width()));
        } else if (!completes(table, row, keys(row, columns))) {
          begin(table, row, keys(row, columns));
        } else {
          completing++;
        }
      }
      ScoreFile.tellCut(witness, rows, header, last);
      return rows.lines(true).completing(completing);
    }
  }

  /** What a row's clip is called, without an ending, in the columns that name it. */
  private List<String> keys(CsvRow row, Columns columns) {
    return Headers.all(row, columns.name()).stream().map(this::key).distinct().toList();
  }

  private String key(String name) {
    String meant = corpus.naming().meant(name);
    for (String suffix : corpus.naming().suffixes()) {
      if (meant.endsWith(suffix)) {
        return meant.substring(0, meant.length() - suffix.length());
      }
    }
    return meant;
  }

  /** Whether a row of another table names the clip and has no row of this table yet. */
  private boolean completes(int table, CsvRow row, List<String> keys) {
    for (String key : keys) {
      for (Joined earlier : byName.getOrDefault(key, List.of())) {
        if (earlier.cells[table] == null) {
          earlier.cells[table] = row.cells();
          return true;
        }
      }
    }
    return false;
  }

  private void begin(int table, CsvRow row, List<String> keys) {
    Joined begun = new Joined(table, row, files.size());
    joined.add(begun);
    keys.forEach(key -> byName.computeIfAbsent(key, name -> new ArrayList<>(1)).add(begun));
  }
}
