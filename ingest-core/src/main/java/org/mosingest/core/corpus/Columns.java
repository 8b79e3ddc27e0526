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
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.csv.Headers;
import org.mosingest.core.profile.ColumnAliases;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Text;

/**
 * Which columns of a CSV file carry which value. Each list holds column numbers from 0 in order of
 * preference.
 *
 * @param width how many columns the header names
 * @param supply those of what helps to fetch a clip
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
    SupplyColumns supply,
    Map<String, List<Integer>> others) {

  private static final int MOST_HEADERS_TOLD = 20;

  /**
   * Finds the columns under a header.
   *
   * @throws BadTableException if none can carry a name, or none a MOS
   */
  static Columns under(CsvRow header, ColumnAliases aliases, Corpus corpus, Path csv)
      throws BadTableException {
    Columns columns = of(header, aliases, corpus);
    if (!columns.suffice(corpus)) {
      List<String> headers = header.cells();
      throw new BadTableException(
          "no readable columns in %s: its header has %s; one of %s is needed for the clip's name and one of %s for its MOS"
              .formatted(
                  Text.printable(csv.toString()),
                  told(header.cells()),
                  aliases.name(),
                  aliases.mos()),
          Headers.hint(headers));
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
        .forEach(extra -> others.put(extra.key(), Headers.find(extra.columns(), headers)));
    Stream.concat(corpus.tables().urls().stream(), corpus.naming().composed().stream())
        .flatMap(template -> template.places().stream())
        .forEach(name -> others.put(place(name), Headers.find(List.of(name), headers)));
    return new Columns(
        headers.size(),
        Headers.find(aliases.name(), headers),
        Headers.find(aliases.url(), headers),
        Headers.find(aliases.mos(), headers),
        Headers.find(aliases.spread(), headers),
        Headers.find(aliases.count(), headers),
        SupplyColumns.of(aliases.supply(), headers),
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
    return Headers.first(row, others.getOrDefault(key, List.of()));
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
    return "the headers of %d columns are the same%s: %s; in each row, the first of these with a value is used"
        .formatted(
            columns.size(),
            columns.stream().map(header::cell).distinct().count() > 1 ? " except for case" : "",
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
    used.addAll(supply.all());
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
}
