package org.mosingest.core.content;

import java.util.ArrayList;
import java.util.List;

/**
 * Scores counted without knowing their scale beforehand: into fine bins first, shown in a few wide
 * ones that fit what was seen. Corpora score from 1 to 5 or from 0 to 100; what lies far outside of
 * both counts at the ends. Not safe for many threads.
 */
public final class MosHistogram {

  /** Twentieths: every width that is shown is a multiple. */
  private static final int FINE_PER_POINT = 20;

  private static final int LOWEST = -10;
  private static final int HIGHEST = 110;

  /** On a scale no longer than this a bin is a fifth of a point wide, else four points. */
  private static final int SHORT_SCALE = 10;

  private static final int SHORT_BIN = FINE_PER_POINT / 5;
  private static final int LONG_BIN = FINE_PER_POINT * 4;

  private final long[] fine = new long[(HIGHEST - LOWEST) * FINE_PER_POINT];
  private int least = Integer.MAX_VALUE;
  private int most = Integer.MIN_VALUE;

  /**
   * Counts a score.
   *
   * @throws IllegalArgumentException if it is not a number
   */
  public void add(double mos) {
    if (Double.isNaN(mos)) {
      throw new IllegalArgumentException("NaN has no bin");
    }
    // A hair up, since 2.3 * 20 is 45.999…
    double place = Math.floor((mos - LOWEST) * FINE_PER_POINT + 1e-6);
    int bin = (int) Math.clamp(place, 0, fine.length - 1.0);
    fine[bin]++;
    least = Math.min(least, bin);
    most = Math.max(most, bin);
  }

  /**
   * The bins from the first to the last that holds something, widened to whole points, and to 1 to
   * 5 where all scores lie in it. A score at the upper end lies in the last bin. Empty if nothing
   * was counted.
   */
  public List<Histogram.Bin> bins() {
    if (least > most) {
      return List.of();
    }
    int from = Math.floorDiv(least, FINE_PER_POINT) + LOWEST;
    // A score of whole points is the scale's end rather than the start of one more bin.
    int to = Math.max(from + 1, Math.ceilDiv(most, FINE_PER_POINT) + LOWEST);
    boolean oneToFive = from >= 1 && most <= place(5);
    if (oneToFive) {
      return bins(place(1), place(5), SHORT_BIN);
    }
    if (to - from <= SHORT_SCALE) {
      return bins(place(from), place(to), SHORT_BIN);
    }
    int low = Math.min(0, Math.floorDiv(from, 4) * 4);
    int high = Math.max(100, Math.ceilDiv(to, 4) * 4);
    return bins(place(low), Math.min(place(high), fine.length), LONG_BIN);
  }

  private static int place(int points) {
    return Math.max(0, (points - LOWEST) * FINE_PER_POINT);
  }

  private List<Histogram.Bin> bins(int from, int to, int width) {
    List<Histogram.Bin> bins = new ArrayList<>();
    for (int start = from; start < to; start += width) {
      int end = Math.min(start + width, to);
      // The scale's upper end belongs to the last bin.
      int last = end == to && most == to ? end : end - 1;
      long count = 0;
      for (int i = start; i <= last; i++) {
        count += fine[i];
      }
      bins.add(new Histogram.Bin(points(start), points(end), count));
    }
    return bins;
  }

  private static double points(int place) {
    // Whole twentieths are divided once, so that 1.2 is the double 1.2.
    return (double) (place + LOWEST * FINE_PER_POINT) / FINE_PER_POINT;
  }
}
