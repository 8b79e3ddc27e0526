package org.mosingest.core.content;

import java.util.List;
import java.util.stream.IntStream;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;

/**
 * Spreads and numbers of votes, counted as rows pass, and those that do not fit each other. Not
 * thread-safe.
 */
public final class OpinionTally {

  private static final int SPREAD_BINS = 10;

  /** Room for a spread that was rounded. */
  private static final double ROUNDING = 0.005;

  private final double range;
  private final Histogram spreads;
  private final Moments spreadMoments = new Moments();
  private final Histogram votes = new Histogram(0, 1, 2, 3, 5, 6, 10, 20, 50, 100, 200, 500);
  private final Examples.Counter unsupported = new Examples.Counter();
  private final Examples.Counter impossible = new Examples.Counter();

  /** For rows on a scale. */
  public OpinionTally(MosScale scale) {
    range = scale.highest() - scale.lowest();
    spreads =
        new Histogram(
            IntStream.rangeClosed(0, SPREAD_BINS)
                .mapToDouble(i -> range / 2 * i / SPREAD_BINS)
                .toArray());
  }

  /**
   * What was counted so far.
   *
   * @param spreads standard deviations, on the rows' own scale; only of rows that have votes or a
   *     spread
   * @param spreadSummary these in short
   * @param votes numbers of votes a row
   * @param unsupported rows with a spread above 0 and no vote or one
   * @param impossible rows with a larger spread than so many votes within the scale can have
   */
  public record Opinions(
      List<Histogram.Bin> spreads,
      Moments.Summary spreadSummary,
      List<Histogram.Bin> votes,
      Examples unsupported,
      Examples impossible) {}

  /** Counts a row. */
  public void add(CorpusRow row) {
    double spread = row.opinion().mosStdDev();
    int count = row.opinion().nRatings();
    votes.add(count);
    if (count > 0 || spread > 0) {
      spreads.add(spread);
      spreadMoments.add(spread);
    }
    if (spread > 0 && count < 2) {
      unsupported.add(
          "%s, spread %s of %s".formatted(row.src(), spread, Counted.of(count, "vote")));
    } else if (spread > largest(count) + ROUNDING * range) {
      impossible.add("%s, spread %s of %s".formatted(row.src(), spread, Counted.of(count, "vote")));
    }
  }

  /**
   * The largest sample standard deviation of so many votes within the scale: half of them at either
   * end of it.
   */
  private double largest(int count) {
    if (count < 2) {
      return 0;
    }
    double low = Math.floorDiv(count, 2);
    return range * Math.sqrt(low * (count - low) / ((double) count * (count - 1)));
  }

  /** What was counted so far. */
  public Opinions opinions() {
    return new Opinions(
        spreads.bins(),
        spreadMoments.summary(),
        votes.bins(),
        unsupported.examples(),
        impossible.examples());
  }
}
