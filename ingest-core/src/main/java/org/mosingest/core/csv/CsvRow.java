package org.mosingest.core.csv;

import java.util.List;

/**
 * One row of a CSV file.
 *
 * @param line the line of the file on which it starts, from 1
 * @param lastLine the line on which it ends: a quoted cell may run over several
 * @param cells the texts without surrounding blanks, empty where the row has none
 */
public record CsvRow(long line, long lastLine, List<String> cells) {

  /** Whether no cell holds anything. */
  public boolean isBlank() {
    return isBlankFrom(0);
  }

  /** Whether no cell from that column on holds anything. */
  public boolean isBlankFrom(int column) {
    for (int i = column; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing stands on its line but zero bytes. */
  public boolean isLost() {
    return cells.size() == 1 && cells.getFirst().equals("\u0000");
  }

  /** The cell of that column; empty where the row is too short. */
  public String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }
}
