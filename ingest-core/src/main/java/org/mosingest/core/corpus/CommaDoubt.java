package org.mosingest.core.corpus;

import java.util.List;
import java.util.Optional;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.row.Counted;

/**
 * Rows that may hold decimal commas without quotes although they fit their header: {@code
 * a.mp4,3,8,} below {@code name,MOS,note}, where the cell too many is a blank one. Not thread-safe.
 */
final class CommaDoubt {

  private int rows;
  private long firstLine;
  private String first = "";

  /** Looks at a row. */
  void look(CsvRow row, String rawMos, Columns columns) {
    if (row.cells().size() <= columns.width() || !isWhole(rawMos)) {
      return;
    }
    List<String> cells = row.cells();
    int mos = cells.indexOf(rawMos);
    if (mos >= 0 && mos + 1 < cells.size() && isWhole(cells.get(mos + 1)) && rows++ == 0) {
      firstLine = row.line();
      first = rawMos + "," + cells.get(mos + 1);
    }
  }

  private static boolean isWhole(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** What is to be told of them; empty where there are none. */
  Optional<String> told() {
    return rows == 0
        ? Optional.empty()
        : Optional.of(
            "%s extra blank cells and a number right after an integer MOS, such as '%s' on line %d: are these unquoted decimal commas?"
                .formatted(Counted.of(rows, "row has", "rows have"), first, firstLine));
  }
}
