package org.mosingest.cli.report;

import java.util.List;

/**
 * A chart as the page's script draws it; its figures stand in the table beside it as well.
 *
 * @param labels one for each bar
 * @param series what is drawn
 * @param horizontal whether bars lie, as those with long labels do
 * @param stacked whether the series add up
 * @param percent whether values are in percent
 * @param axis what the values are
 */
record Chart(
    List<String> labels,
    List<Series> series,
    boolean horizontal,
    boolean stacked,
    boolean percent,
    String axis) {

  Chart {
    labels = List.copyOf(labels);
    series = List.copyOf(series);
  }

  /**
   * Values of one colour.
   *
   * @param colour the name of a colour in the page's style: {@code kept}, {@code lost}, {@code
   *     dedup}, {@code broken}, {@code waiting}, {@code plain}
   * @param values one for each label
   * @param low lower ends of the values' intervals; empty where there are none
   * @param high upper ends
   */
  record Series(
      String name, String colour, List<Double> values, List<Double> low, List<Double> high) {
    Series {
      values = List.copyOf(values);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }

    static Series of(String name, String colour, List<Double> values) {
      return new Series(name, colour, values, List.of(), List.of());
    }
  }

  /** Bars of one colour. */
  static Chart bars(List<String> labels, List<Double> values, boolean horizontal, String axis) {
    return new Chart(
        labels, List.of(Series.of(axis, "plain", values)), horizontal, false, false, axis);
  }
}
