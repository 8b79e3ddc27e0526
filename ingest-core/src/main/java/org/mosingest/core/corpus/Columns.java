package org.mosingest.core.corpus;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosingest.core.row.Text;

/**
 * Which columns of a CSV file carry which value. Each list holds column numbers from 0 in order of
 * preference.
 *
 * @param width how many columns the header names
 */
record Columns(
    int width,
    List<Integer> name,
    List<Integer> url,
    List<Integer> mos,
    List<Integer> spread,
    List<Integer> count) {

  private static final int MOST_HEADERS_TOLD = 20;

  /**
   * Finds the columns under a header.
   *
   * @throws BadCorpusException if none can carry a name, or none a MOS
   */
  static Columns under(CsvRow header, ColumnAliases aliases, Path csv) throws BadCorpusException {
    List<String> headers =
        header.cells().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
    Columns columns =
        new Columns(
            headers.size(),
            find(aliases.name(), headers),
            find(aliases.url(), headers),
            find(aliases.mos(), headers),
            find(aliases.spread(), headers),
            find(aliases.count(), headers));
    if (columns.name.isEmpty() || columns.mos.isEmpty()) {
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

  /** Every column under one of the aliases: the preferred alias first, then from left to right. */
  private static List<Integer> find(List<String> aliases, List<String> headers) {
    return aliases.stream()
        .flatMap(
            alias ->
                IntStream.range(0, headers.size())
                    .filter(i -> headers.get(i).equals(alias))
                    .boxed())
        .toList();
  }

  /** The same by the headers' texts. */
  ColumnsTaken taken(CsvRow header) {
    Set<Integer> used = new HashSet<>();
    Stream.of(name, url, mos, spread, count).forEach(used::addAll);
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
    if (headers.stream().anyMatch(header -> header.indexOf(';') >= 0)) {
      return "the columns look delimited by ';': save the file with commas";
    }
    if (headers.stream().anyMatch(header -> header.indexOf('\t') >= 0)) {
      return "the columns look delimited by tabs: save the file with commas";
    }
    return "the first row must name the columns, delimited by commas";
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
