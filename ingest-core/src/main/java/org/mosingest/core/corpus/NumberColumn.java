package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.row.Text;

/**
 * How many values of one kind are numbers, counted over a table. A column of which most are none is
 * no fault of single rows: the table was written in another way than it is read. Not thread-safe.
 */
final class NumberColumn {

  /** Of a table of a few rows nothing can be said. */
  private static final int LEAST = 3;

  /**
   * What stands for a value that is not there: pandas' list, but for the texts that are no longer
   * written by anything. Neither good nor bad here.
   */
  private static final Set<String> NOT_THERE =
      Set.of(
          "nan", "NaN", "NAN", "-nan", "NA", "na", "N/A", "n/a", "#N/A", "<NA>", "NULL", "null",
          "None", "none", "-", "--", "?");

  private final String what;
  private final boolean whole;
  private final Map<NumberLook, Integer> looks = new EnumMap<>(NumberLook.class);
  private long numbers;
  private long others;
  private String first = "";
  private long firstLine;

  /**
   * A column of numbers.
   *
   * @param what its values, in the plural
   * @param whole whether they are whole
   */
  NumberColumn(String what, boolean whole) {
    this.what = what;
    this.whole = whole;
  }

  /** A value that is a number. */
  void number() {
    numbers++;
  }

  /** A value that is none; not blank. */
  void noNumber(String text, long line) {
    if (NOT_THERE.contains(text)) {
      return;
    }
    if (others++ == 0) {
      first = text;
      firstLine = line;
    }
    looks.merge(NumberLook.of(text, whole), 1, Integer::sum);
  }

  /**
   * To be called when all is counted.
   *
   * @throws BadTableException if more than half of the values are no numbers
   */
  void check(Path csv) throws BadTableException {
    if (others < LEAST || others <= numbers) {
      return;
    }
    NumberLook look =
        looks.entrySet().stream()
            .max(Comparator.comparingInt(Map.Entry::getValue))
            .orElseThrow()
            .getKey();
    throw new BadTableException(
        "%s:%d: %d of %d %s are not numbers, such as '%s': they look like %s"
            .formatted(
                Text.printable(csv.toString()),
                firstLine,
                others,
                others + numbers,
                what,
                Text.printable(first),
                look.words()),
        look.todo());
  }
}
