package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.Text;

/**
 * Counts what is found in the rows of all files, and keeps the first of each kind. Not thread-safe.
 */
final class RowNotes {

  private final Examples.Counter refused = new Examples.Counter();
  private final Map<Oddity, Examples.Counter> odd = new EnumMap<>(Oddity.class);

  /** Hears of the rows of one file. */
  interface OfFile {

    /** A row is odd and taken all the same. */
    void odd(Oddity oddity, CsvRow row, String what);

    /** A row is not taken. */
    void refused(CsvRow row, String why);
  }

  /** Counts what is told of a file's rows, and tells its witness too. */
  OfFile and(Path csv, FileWitness witness) {
    String shown = Text.printable(csv.toString());
    return new OfFile() {
      @Override
      public void odd(Oddity oddity, CsvRow row, String what) {
        odd.computeIfAbsent(oddity, any -> new Examples.Counter())
            .add(shown + ":" + row.line() + ": " + what);
        witness.odd(oddity, row.line(), what);
      }

      @Override
      public void refused(CsvRow row, String why) {
        refused.add(shown + ":" + row.line() + ": " + why);
        witness.refused(row.line(), why);
      }
    };
  }

  /** The rows refused. */
  Examples refused() {
    return refused.examples();
  }

  /** The odd ones by kind. */
  Map<Oddity, Examples> odd() {
    Map<Oddity, Examples> counted = new EnumMap<>(Oddity.class);
    odd.forEach((oddity, counter) -> counted.put(oddity, counter.examples()));
    return counted;
  }
}
