package org.mosingest.core.content;

/**
 * Mean and spread of values as they pass, by Welford's method (B. P. Welford, Technometrics 4,
 * 1962), which does not lose digits where the values are large and close together. Not safe for
 * many threads.
 */
public final class Moments {

  private long count;
  private double mean;
  private double squares;
  private double least = Double.NaN;
  private double most = Double.NaN;

  /** Adds a finite value. */
  public void add(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not finite: " + value);
    }
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
    least = count == 1 ? value : Math.min(least, value);
    most = count == 1 ? value : Math.max(most, value);
  }

  /** What was added so far. */
  public Summary summary() {
    return new Summary(
        count,
        count == 0 ? Double.NaN : mean,
        count < 2 ? 0 : Math.sqrt(squares / (count - 1)),
        least,
        most);
  }

  /**
   * Values in short.
   *
   * @param count how many
   * @param mean their mean; NaN if there are none
   * @param stdDev the sample's standard deviation; 0 with fewer than two
   * @param least the least; NaN if there are none
   * @param most the most; NaN if there are none
   */
  public record Summary(long count, double mean, double stdDev, double least, double most) {}
}
