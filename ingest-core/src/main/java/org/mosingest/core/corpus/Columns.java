package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosingest.core.profile.ColumnAliases;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Text;

/**
 * Which columns of a CSV file carry which value. Each list holds column numbers from 0 in order of
 * preference.
 *
 * @param width how many columns the header names
 * @param others those of extra values by their keys, and of places in templates by their names in
 *     braces
 */
record Columns(
    int width,
    List<Integer> name,
    List<Integer> url,
    List<Integer> mos,
    List<Integer> spread,
    List<Integer> count,
    Map<String, List<Integer>> others) {

  private static final int MOST_HEADERS_TOLD = 20;

  /**
   * Finds the columns under a header.
   *
   * @throws BadCorpusException if none can carry a name, or none a MOS
   */
  static Columns under(CsvRow header, ColumnAliases aliases, Corpus corpus, Path csv)
      throws BadCorpusException {
    Columns columns = of(header, aliases, corpus);
    if (!columns.suffice(corpus)) {
      List<String> headers = header.cells();
      throw new BadCorpusException(
          "no readable columns in %s: its header has %s; one of %s is needed for the clip's name and one of %s for its MOS"
              .formatted(
                  Text.printable(csv.toString()),
                  told(header.cells()),
                  aliases.name(),
                  aliases.mos()),
          hint(headers));
    }
    return columns;
  }

  /** The columns under a header, whichever there are. */
  static Columns of(CsvRow header, ColumnAliases aliases, Corpus corpus) {
    List<String> headers = header.cells();
    Map<String, List<Integer>> others = new HashMap<>();
    corpus
        .tables()
        .extras()
        .forEach(extra -> others.put(extra.key(), find(extra.columns(), headers)));
    Stream.concat(corpus.tables().urls().stream(), corpus.naming().composed().stream())
        .flatMap(template -> template.places().stream())
        .forEach(name -> others.put(place(name), find(List.of(name), headers)));
    return new Columns(
        headers.size(),
        find(aliases.name(), headers),
        find(aliases.url(), headers),
        find(aliases.mos(), headers),
        find(aliases.spread(), headers),
        find(aliases.count(), headers),
        others);
  }

  /** The key of a place in a template. */
  static String place(String name) {
    return "{" + name + "}";
  }

  /** Whether rows can have a name and a MOS. */
  boolean suffice(Corpus corpus) {
    boolean named =
        !name.isEmpty()
            || corpus
                .naming()
                .composed()
                .filter(
                    template ->
                        template.places().stream()
                            .noneMatch(
                                place -> others.getOrDefault(place(place), List.of()).isEmpty()))
                .isPresent();
    return named && !mos.isEmpty();
  }

  /** The value of an extra or a place; empty if there is none. */
  String other(CsvRow row, String key) {
    return first(row, others.getOrDefault(key, List.of()));
  }

  /** Every column under one of the aliases: the preferred alias first, then from left to right. */
  private static List<Integer> find(List<String> aliases, List<String> headers) {
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

  /**
   * What a reader of the header might take in another way: used headers that are the same, or but
   * for case.
   */
  List<String> doubts(CsvRow header) {
    List<String> doubts = new ArrayList<>();
    for (List<Integer> columns : List.of(name, url, mos, spread, count)) {
      Map<String, List<Integer>> same = new LinkedHashMap<>();
      columns.forEach(
          column ->
              same.computeIfAbsent(
                      header.cell(column).toLowerCase(Locale.ROOT), text -> new ArrayList<>())
                  .add(column));
      same.values().stream()
          .filter(several -> several.size() > 1)
          .forEach(several -> doubts.add(doubt(header, several)));
    }
    return doubts;
  }

  private static String doubt(CsvRow header, List<Integer> columns) {
    String all =
        columns.stream()
            .limit(MOST_HEADERS_TOLD)
            .map(column -> told(header, column))
            .collect(Collectors.joining(", "));
    return "the headers of %d columns are the same%s: %s; row by row the first of these with a value counts"
        .formatted(
            columns.size(),
            columns.stream().map(header::cell).distinct().count() > 1 ? " but for case" : "",
            all);
  }

  private static String told(CsvRow header, int column) {
    return "'" + Text.printable(header.cell(column)) + "' (column " + (column + 1) + ")";
  }

  /** The same by the headers' texts. */
  ColumnsTaken taken(CsvRow header) {
    Set<Integer> used = new HashSet<>();
    Stream.of(name, url, mos, spread, count).forEach(used::addAll);
    others.values().forEach(used::addAll);
    List<Integer> unused =
        IntStream.range(0, width).filter(column -> !used.contains(column)).boxed().toList();
    return new ColumnsTaken(
        texts(header, name),
        texts(header, url),
        texts(header, mos),
        texts(header, spread),
        texts(header, count),
        texts(header, unused));
  }

  private static List<String> texts(CsvRow header, List<Integer> columns) {
    return columns.stream()
        .limit(MOST_HEADERS_TOLD)
        .map(column -> Text.printable(header.cell(column)))
        .toList();
  }

  private static String told(List<String> headers) {
    String first =
        headers.stream()
            .limit(MOST_HEADERS_TOLD)
            .map(header -> "'" + Text.printable(header) + "'")
            .collect(Collectors.joining(", "));
    int more = headers.size() - MOST_HEADERS_TOLD;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String hint(List<String> headers) {
    for (Delimiter delimiter : Delimiter.values()) {
      if (headers.stream().anyMatch(header -> header.indexOf(delimiter.character()) >= 0)) {
        return delimiter.todo();
      }
    }
    return "the first row must name the columns, delimited by commas";
  }

  /** What tables are delimited by elsewhere. */
  enum Delimiter {
    SEMICOLON(';', "';'"),
    TAB('\t', "tabs"),
    BAR('|', "'|'");

    private final char character;
    private final String words;

    Delimiter(char character, String words) {
      this.character = character;
      this.words = words;
    }

    char character() {
      return character;
    }

    /** What to do about a table that is delimited so. */
    String todo() {
      return "the columns look delimited by "
          + words
          + ": save the file with commas between cells, and points in numbers";
    }
  }

  /** The non-blank cells of a row among some of its columns, each text once, in their order. */
  static List<String> all(CsvRow row, List<Integer> columns) {
    return columns.stream().map(row::cell).filter(cell -> !cell.isEmpty()).distinct().toList();
  }

  /** The first non-blank cell of a row among some of its columns; empty if there is none. */
  static String first(CsvRow row, List<Integer> columns) {
    for (int column : columns) {
      String cell = row.cell(column);
      if (!cell.isEmpty()) {
        return cell;
      }
    }
    return "";
  }
}
