package org.mosingest.core.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;
import org.apache.commons.statistics.interval.Interval;
import org.mosingest.core.row.Counted;

/**
 * How much was lost in each part of a corpus.
 *
 * @param dimension what the corpus is parted by
 * @param bins its parts
 * @param pValue how likely so uneven a loss is by chance (Pearson's chi-square over parts that are
 *     large enough); empty if fewer than two are
 */
public record LossBy(String dimension, List<Bin> bins, OptionalDouble pValue) {

  /** The usual least count that a cell of a chi-square test is expected to hold. */
  private static final double FEWEST_EXPECTED = 5;

  private static final double ERROR_RATE = 0.05;

  public LossBy {
    bins = List.copyOf(bins);
  }

  /**
   * One part.
   *
   * @param clips its clips that are kept or lost
   * @param lost those that are lost
   * @param share their share, 0 to 1
   * @param low lower end of the share's 95 % interval (Wilson's)
   * @param high upper end
   */
  public record Bin(String label, int clips, int lost, double share, double low, double high) {
    static Bin of(String label, int clips, int lost) {
      Interval interval =
          BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(clips, lost, ERROR_RATE);
      return new Bin(
          label,
          clips,
          lost,
          (double) lost / clips,
          interval.getLowerBound(),
          interval.getUpperBound());
    }
  }

  /** Counts clips by their part. Not thread-safe. */
  static final class Counter {
    private final String dimension;
    private final Map<String, int[]> counts = new LinkedHashMap<>();

    /** The parts that are named come in that order, all others after them as they come. */
    Counter(String dimension, List<String> labels) {
      this.dimension = dimension;
      labels.forEach(label -> counts.put(label, new int[2]));
    }

    void add(String label, boolean lost) {
      int[] count = counts.computeIfAbsent(label, l -> new int[2]);
      count[0]++;
      count[1] += lost ? 1 : 0;
    }

    /** All parts that hold a clip, in their order. */
    LossBy all() {
      List<Bin> bins = new ArrayList<>();
      counts.forEach(
          (label, count) -> {
            if (count[0] > 0) {
              bins.add(Bin.of(label, count[0], count[1]));
            }
          });
      return new LossBy(dimension, bins, test(bins));
    }

    /** The largest parts, the rest of them as one. */
    LossBy largest(int most) {
      List<Bin> sorted = new ArrayList<>(all().bins());
      sorted.sort(Comparator.comparingInt(Bin::clips).reversed().thenComparing(Bin::label));
      if (sorted.size() <= most) {
        return new LossBy(dimension, sorted, test(sorted));
      }
      List<Bin> rest = sorted.subList(most, sorted.size());
      List<Bin> bins = new ArrayList<>(sorted.subList(0, most));
      bins.add(
          Bin.of(
              Counted.of(rest.size(), "other"),
              rest.stream().mapToInt(Bin::clips).sum(),
              rest.stream().mapToInt(Bin::lost).sum()));
      return new LossBy(dimension, bins, test(bins));
    }

    private static OptionalDouble test(List<Bin> bins) {
      double clips = bins.stream().mapToDouble(Bin::clips).sum();
      double lost = bins.stream().mapToDouble(Bin::lost).sum();
      double rarer = clips == 0 ? 0 : Math.min(lost, clips - lost) / clips;
      long[][] table =
          bins.stream()
              .filter(bin -> bin.clips() * rarer >= FEWEST_EXPECTED)
              .map(bin -> new long[] {bin.clips() - bin.lost(), bin.lost()})
              .toArray(long[][]::new);
      return table.length < 2 || isEmptyColumn(table)
          ? OptionalDouble.empty()
          : OptionalDouble.of(ChiSquareTest.withDefaults().test(table).getPValue());
    }

    private static boolean isEmptyColumn(long[][] table) {
      long kept = 0;
      long lost = 0;
      for (long[] row : table) {
        kept += row[0];
        lost += row[1];
      }
      return kept == 0 || lost == 0;
    }
  }
}
