package org.mosingest.core.row;

/**
 * What viewers said of a clip.
 *
 * @param mos the Mean Opinion Score on the corpus's own scale; finite
 * @param mosStdDev the spread of the ratings on the same scale, 0.0 where the corpus gives none;
 *     finite, not negative
 * @param nRatings how many ratings there were, 0 where the corpus gives no count; not negative
 */
public record Opinion(double mos, double mosStdDev, int nRatings) {
  public Opinion {
    if (!Double.isFinite(mos)) {
      throw new IllegalArgumentException("mos is not finite: " + mos);
    }
    if (!Double.isFinite(mosStdDev) || mosStdDev < 0) {
      throw new IllegalArgumentException("mosStdDev is not a finite number from 0: " + mosStdDev);
    }
    if (nRatings < 0) {
      throw new IllegalArgumentException("nRatings is negative: " + nRatings);
    }
  }
}
