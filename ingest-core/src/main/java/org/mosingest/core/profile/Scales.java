package org.mosingest.core.profile;

import java.util.Optional;

/**
 * What scores a corpus has.
 *
 * @param ofTables the scale of its tables
 * @param mapped the scale that scores and spreads are mapped to linearly; empty if rows have the
 *     tables' own
 * @param name what the rows' scale is called in an aggregation: {@code 1-5-acr}
 */
public record Scales(MosScale ofTables, Optional<MosScale> mapped, String name) {

  /** The scale of the rows. */
  public MosScale ofRows() {
    return mapped.orElse(ofTables);
  }

  /**
   * A table's score as rows have it; one beyond the tables' scale is taken as its end if mapped.
   */
  public double score(double raw) {
    if (mapped.isEmpty()) {
      return raw;
    }
    double inside = Math.clamp(raw, ofTables.lowest(), ofTables.highest());
    MosScale to = mapped.get();
    double share = (inside - ofTables.lowest()) / (ofTables.highest() - ofTables.lowest());
    return to.lowest() + (to.highest() - to.lowest()) * share;
  }

  /** A table's standard deviation as rows have it. */
  public double spread(double raw) {
    if (mapped.isEmpty()) {
      return raw;
    }
    MosScale to = mapped.get();
    return raw * (to.highest() - to.lowest()) / (ofTables.highest() - ofTables.lowest());
  }

  /** Whether a table's score is cut off by the mapping. */
  public boolean cutsOff(double raw) {
    return mapped.isPresent() && !ofTables.holds(raw);
  }
}
