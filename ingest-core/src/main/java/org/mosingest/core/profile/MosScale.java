package org.mosingest.core.profile;

/**
 * The scale of a corpus's scores. A score beyond it is ingested as it is, as the corpus gives it:
 * whoever looks is told.
 *
 * @param lowest the worst score there can be
 * @param highest the best
 */
public record MosScale(double lowest, double highest) {

  /** Absolute category rating, bad to excellent (ITU-T P.910). */
  public static final MosScale ACR_5 = new MosScale(1, 5);

  public MosScale {
    if (!(lowest < highest)) {
      throw new IllegalArgumentException("no scale: " + lowest + " to " + highest);
    }
  }

  /** Whether there can be such a score. */
  public boolean holds(double mos) {
    return mos >= lowest && mos <= highest;
  }
}
