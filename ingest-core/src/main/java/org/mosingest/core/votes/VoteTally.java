package org.mosingest.core.votes;

/**
 * Mean and spread of the votes of each clip, as they pass, by Welford's method (B. P. Welford,
 * Technometrics 4, 1962): 20 bytes a clip, however many votes there are. Not thread-safe.
 */
final class VoteTally {

  private final int[] counts;
  private final double[] means;
  private final double[] squares;

  /** For so many clips, numbered from 0. */
  VoteTally(int clips) {
    counts = new int[clips];
    means = new double[clips];
    squares = new double[clips];
  }

  /** Adds a finite vote for a clip. */
  void add(int clip, double vote) {
    counts[clip]++;
    double before = vote - means[clip];
    means[clip] += before / counts[clip];
    squares[clip] += before * (vote - means[clip]);
  }

  /** How many votes the clip has. */
  int count(int clip) {
    return counts[clip];
  }

  /** Their mean; 0 if there is none. */
  double mean(int clip) {
    return means[clip];
  }

  /** The sample standard deviation, by n - 1; 0 with fewer than two votes. */
  double stdDev(int clip) {
    return counts[clip] < 2 ? 0.0 : Math.sqrt(squares[clip] / (counts[clip] - 1));
  }
}
