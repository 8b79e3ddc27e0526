package org.mosingest.core.export.split;

/**
 * Bins of equal width over a scale, by which a split is stratified. They depend on the scale alone,
 * so that a row's bin never changes.
 *
 * @param lowest the scale's lowest score
 * @param highest its highest
 */
public record MosBins(double lowest, double highest) {

  /** How many bins there are. */
  public static final int COUNT = 10;

  public MosBins {
    if (!(lowest < highest)) {
      throw new IllegalArgumentException("no scale: " + lowest + " to " + highest);
    }
  }

  /** A score's bin, from 0; scores beyond the scale are in the outer bins. */
  public int of(double mos) {
    return Math.clamp((int) Math.floor((mos - lowest) / (highest - lowest) * COUNT), 0, COUNT - 1);
  }
}
