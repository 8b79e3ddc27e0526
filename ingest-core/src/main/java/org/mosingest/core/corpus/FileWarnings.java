package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;

/**
 * Warnings about one file: of each kind the first in full, the rest as a number, so that a bad file
 * does not flood a log.
 */
public final class FileWarnings implements FileWitness {

  /** How many warnings of a kind are given in full. */
  static final int IN_FULL = 20;

  private final String csv;
  private final Consumer<String> log;
  private final Map<Oddity, Integer> odd = new EnumMap<>(Oddity.class);
  private int refused;

  /**
   * Warnings about a file.
   *
   * @param csv the file
   * @param log is given each warning
   */
  public FileWarnings(Path csv, Consumer<String> log) {
    this.csv = Text.printable(csv.toString());
    this.log = log;
  }

  @Override
  public void columns(ColumnsTaken taken) {
    // What was understood is no warning.
  }

  @Override
  public void ambiguous(String what) {
    log.accept(csv + ": " + what);
  }

  @Override
  public void odd(Oddity oddity, long line, String what) {
    if (odd.merge(oddity, 1, Integer::sum) <= IN_FULL) {
      log.accept(csv + ":" + line + ": " + what);
    }
  }

  @Override
  public void refused(long line, String why) {
    if (refused++ < IN_FULL) {
      log.accept(csv + ":" + line + ": " + why + "; row refused");
    }
  }

  /** Tells how many warnings were held back, if any were. */
  @Override
  public void end() {
    more(refused, Counted.word(refused - IN_FULL, "row refused", "rows refused"));
    odd.forEach((oddity, count) -> more(count, oddity.words(count - IN_FULL)));
  }

  private void more(int count, String what) {
    if (count > IN_FULL) {
      log.accept(csv + ": ... and " + (count - IN_FULL) + " more " + what);
    }
  }
}
