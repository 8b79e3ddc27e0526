package org.mosingest.core.corpus;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.mosingest.core.csv.CsvRow;
import org.mosingest.core.csv.Headers;
import org.mosingest.core.profile.SupplyAliases;
import org.mosingest.core.row.Supply;
import org.mosingest.core.row.Text;

/**
 * Which columns of a CSV file carry what helps to fetch a clip, as {@link Columns} has the others.
 */
record SupplyColumns(
    List<Integer> mirrors, List<Integer> sha256, List<Integer> md5, List<Integer> size) {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  /** The columns under a header, whichever there are. */
  static SupplyColumns of(SupplyAliases aliases, List<String> headers) {
    return new SupplyColumns(
        Headers.find(aliases.mirrors(), headers),
        Headers.find(aliases.sha256(), headers),
        Headers.find(aliases.md5(), headers),
        Headers.find(aliases.size(), headers));
  }

  /** All of them. */
  Set<Integer> all() {
    Set<Integer> all = new HashSet<>(mirrors);
    Stream.of(sha256, md5, size).forEach(all::addAll);
    return all;
  }

  /**
   * What a row says; a sum or a size that is none counts as not said, and is noted.
   *
   * @param shown the clip's name, printable
   */
  Supply of(CsvRow row, String shown, RowNotes.OfFile notes) {
    Consumer<String> bad = cell -> notes.odd(Oddity.BAD_SUM, row, noSum(cell, shown));
    if (all().isEmpty()) {
      return Supply.NONE;
    }
    String bytes = matching(row, size, SIZE, bad);
    Supply supply =
        new Supply(
            Headers.all(row, mirrors),
            matching(row, sha256, SHA256, bad),
            matching(row, md5, MD5, bad),
            bytes.isEmpty() ? -1 : Long.parseLong(bytes));
    return supply.equals(Supply.NONE) ? Supply.NONE : supply;
  }

  private static String matching(
      CsvRow row, List<Integer> columns, Pattern form, Consumer<String> bad) {
    String cell = Headers.first(row, columns);
    String sum = cell.toLowerCase(Locale.ROOT);
    if (sum.isEmpty() || form.matcher(sum).matches()) {
      return sum;
    }
    bad.accept(cell);
    return "";
  }

  private static String noSum(String cell, String shown) {
    return "'%s' is not a valid checksum or size of %s and is ignored"
        .formatted(Text.printable(cell), shown);
  }
}
