package org.mosingest.core.aggregate;

import org.mosingest.core.profile.Corpus;
import org.mosingest.core.profile.MosScale;

/**
 * How a corpus's scores come to 0 to 100: {@code slope * score + intercept}.
 *
 * @param label the corpus
 * @param slope of the line
 * @param intercept of the line
 * @param lowest the worst score on the corpus's own scale
 * @param highest the best
 * @param scaleName what its own scale is called
 */
record AggregateScale(
    String label, double slope, double intercept, double lowest, double highest, String scaleName) {

  /** How far a score may lie beyond its scale: such scores are taken as its end. */
  static final double SLACK = 0.05;

  static final double TOP = 100;

  /** That of a corpus's rows. */
  static AggregateScale of(Corpus corpus) {
    MosScale scale = corpus.scale();
    double slope = TOP / (scale.highest() - scale.lowest());
    return new AggregateScale(
        corpus.id(),
        slope,
        -slope * scale.lowest() + 0.0,
        scale.lowest(),
        scale.highest(),
        corpus.scales().name());
  }

  /** Whether there can be such a score. */
  boolean holds(double mos) {
    return mos >= lowest - SLACK && mos <= highest + SLACK;
  }

  /** The score on 0 to 100. */
  double score(double mos) {
    return Math.clamp(slope * mos + intercept, 0, TOP);
  }

  /** The standard deviation on 0 to 100. */
  double spread(double spread) {
    return slope * spread;
  }
}
