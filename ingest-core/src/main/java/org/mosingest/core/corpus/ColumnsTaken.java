package org.mosingest.core.corpus;

import java.util.List;

/**
 * Which columns of a CSV file are taken for what, by their headers as written. Each list is in
 * order of preference: row by row, the first column with a value wins.
 *
 * @param name the clip's name
 * @param url its URL
 * @param mos its score
 * @param spread the standard deviation of the ratings
 * @param count the number of ratings
 * @param ignored columns that are not looked at
 */
public record ColumnsTaken(
    List<String> name,
    List<String> url,
    List<String> mos,
    List<String> spread,
    List<String> count,
    List<String> ignored) {
  public ColumnsTaken {
    name = List.copyOf(name);
    url = List.copyOf(url);
    mos = List.copyOf(mos);
    spread = List.copyOf(spread);
    count = List.copyOf(count);
    ignored = List.copyOf(ignored);
  }
}
