package org.mosingest.core.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values counted into fixed bins, the lower edge of each within it. Not safe for many threads. */
public final class Histogram {

  private final double[] edges;

  /**
   * One more than there are inner bins on either side: what lies below the first edge, and from the
   * last one on.
   */
  private final long[] counts;

  /**
   * An empty histogram.
   *
   * @param edges of the bins, rising; at least two
   */
  public Histogram(double... edges) {
    if (edges.length < 2) {
      throw new IllegalArgumentException("a histogram needs two edges");
    }
    for (int i = 1; i < edges.length; i++) {
      if (!(edges[i - 1] < edges[i])) {
        throw new IllegalArgumentException("edges must rise: " + Arrays.toString(edges));
      }
    }
    this.edges = edges.clone();
    this.counts = new long[edges.length + 1];
  }

  /**
   * One bin.
   *
   * @param from its lower edge, within it; negative infinity for what lies below all others
   * @param to its upper edge, not within it; positive infinity for what lies above all others
   * @param count how many values lie in it
   */
  public record Bin(double from, double to, long count) {}

  /**
   * Counts a value.
   *
   * @throws IllegalArgumentException if it is not a number
   */
  public void add(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("NaN has no bin");
    }
    int place = Arrays.binarySearch(edges, value);
    counts[place >= 0 ? place + 1 : -place - 1]++;
  }

  /**
   * All bins in rising order, empty ones too; the open ones at both ends only where they hold
   * something.
   */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      boolean open = i == 0 || i == counts.length - 1;
      if (!open || counts[i] > 0) {
        double from = i == 0 ? Double.NEGATIVE_INFINITY : edges[i - 1];
        double to = i == edges.length ? Double.POSITIVE_INFINITY : edges[i];
        bins.add(new Bin(from, to, counts[i]));
      }
    }
    return bins;
  }
}
