package org.mosingest.core.csv;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How columns are found under a header, and read. Columns are counted from 0. */
public final class Headers {

  private Headers() {}

  /** Every column under one of the aliases: the preferred alias first, then from left to right. */
  public static List<Integer> find(List<String> aliases, List<String> headers) {
    Map<String, Integer> ranks = new HashMap<>();
    for (int rank = 0; rank < aliases.size(); rank++) {
      ranks.put(aliases.get(rank), rank);
    }
    Map<String, Integer> ranksInAnyCase = new HashMap<>();
    aliases.forEach(
        alias -> ranksInAnyCase.putIfAbsent(alias.toLowerCase(Locale.ROOT), ranks.get(alias)));
    Map<Integer, Integer> rankOfColumn = new HashMap<>();
    for (int column = 0; column < headers.size(); column++) {
      String header = headers.get(column);
      Integer exact = ranks.get(header);
      Integer inAnyCase = ranksInAnyCase.get(header.toLowerCase(Locale.ROOT));
      if (exact != null) {
        rankOfColumn.put(column, 2 * exact);
      } else if (inAnyCase != null) {
        rankOfColumn.put(column, 2 * inAnyCase + 1);
      }
    }
    return rankOfColumn.entrySet().stream()
        .sorted(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What to do about a first row that does not name the columns that are needed. */
  public static String hint(List<String> headers) {
    for (Delimiter delimiter : Delimiter.values()) {
      if (headers.stream().anyMatch(header -> header.indexOf(delimiter.character()) >= 0)) {
        return delimiter.todo();
      }
    }
    return "the first row must name the columns, delimited by commas";
  }

  /** The non-blank cells of a row among some of its columns, each text once, in their order. */
  public static List<String> all(CsvRow row, List<Integer> columns) {
    return columns.stream().map(row::cell).filter(cell -> !cell.isEmpty()).distinct().toList();
  }

  /** The first non-blank cell of a row among some of its columns; empty if there is none. */
  public static String first(CsvRow row, List<Integer> columns) {
    for (int column : columns) {
      String cell = row.cell(column);
      if (!cell.isEmpty()) {
        return cell;
      }
    }
    return "";
  }
}
