package org.mosingest.core.profile;

import java.util.List;
import java.util.stream.Stream;

/**
 * Under which headers a CSV may carry each value, in order of preference. A header is the alias
 * that it equals, else the first that it equals but for case; the first column with a non-blank
 * cell wins, row by row.
 *
 * @param name the clip's name; none in files whose names are composed
 * @param url its URL; none in files whose clips are local
 * @param mos its score
 * @param spread the standard deviation of the ratings
 * @param count the number of ratings
 * @param supply what helps to fetch the clip
 */
public record ColumnAliases(
    List<String> name,
    List<String> url,
    List<String> mos,
    List<String> spread,
    List<String> count,
    SupplyAliases supply) {
  public ColumnAliases {
    name = List.copyOf(name);
    url = List.copyOf(url);
    mos = List.copyOf(mos);
    spread = List.copyOf(spread);
    count = List.copyOf(count);
    if (mos.isEmpty()) {
      throw new IllegalArgumentException("a CSV needs a column for the MOS");
    }
    Stream.of(
            name,
            url,
            mos,
            spread,
            count,
            supply.mirrors(),
            supply.sha256(),
            supply.md5(),
            supply.size())
        .flatMap(List::stream)
        .filter(alias -> !alias.equals(alias.strip()))
        .findFirst()
        .ifPresent(
            alias -> {
              throw new IllegalArgumentException(
                  "matches no header, which is compared without blanks around it: '" + alias + "'");
            });
  }
}
