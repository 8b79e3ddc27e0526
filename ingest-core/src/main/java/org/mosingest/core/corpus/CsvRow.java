package org.mosingest.core.corpus;

import com.google.common.base.CharMatcher;
import java.util.List;

/**
 * One row of a CSV file.
 *
 * @param line the line of the file on which it starts, from 1
 * @param cells the texts without surrounding blanks, empty where the row has none
 */
record CsvRow(long line, List<String> cells) {

  /** The line that holds its last text: a quoted cell may run over several. */
  long lastLine() {
    return line + cells.stream().mapToLong(cell -> CharMatcher.is('\n').countIn(cell)).sum();
  }

  /** Whether no cell holds anything. */
  boolean isBlank() {
    return isBlankFrom(0);
  }

  /** Whether no cell from that column on holds anything. */
  boolean isBlankFrom(int column) {
    return cells.size() <= column
        || cells.subList(column, cells.size()).stream().allMatch(String::isEmpty);
  }

  /** The cell of that column; empty where the row is too short. */
  String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }
}
