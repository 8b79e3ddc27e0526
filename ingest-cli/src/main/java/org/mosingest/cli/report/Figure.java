package org.mosingest.cli.report;

import java.util.List;
import java.util.Optional;

/**
 * Figures in a table, drawn too where a picture tells more.
 *
 * @param id of its elements in the page: a word
 * @param caption what it shows
 * @param chart the same as a picture
 * @param columns the table's headings
 * @param rows its cells; the first of each row names it
 */
record Figure(
    String id, String caption, Optional<Chart> chart, List<String> columns, List<Row> rows) {

  Figure {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * One row of a table.
   *
   * @param link where its name leads; empty for nowhere
   */
  record Row(String name, String link, List<String> cells) {
    Row {
      cells = List.copyOf(cells);
    }

    static Row of(String name, String... cells) {
      return new Row(name, "", List.of(cells));
    }

    static Row linked(String name, String link, String... cells) {
      return new Row(name, link, List.of(cells));
    }

    boolean leads() {
      return !link.isEmpty();
    }
  }

  /** Whether there is anything in it. */
  boolean any() {
    return !rows.isEmpty();
  }

  /** Whether it is drawn. */
  boolean drawn() {
    return chart.isPresent();
  }

  /** The heading of the rows' names. */
  String firstColumn() {
    return columns.getFirst();
  }

  /** The headings of the cells. */
  List<String> otherColumns() {
    return columns.subList(1, columns.size());
  }
}
