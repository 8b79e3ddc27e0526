package org.mosingest.daemon.http.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.content.Categories;
import org.mosingest.core.content.ContentTally;
import org.mosingest.core.content.Histogram;
import org.mosingest.core.content.Moments;
import org.mosingest.daemon.content.ContentSoFar;

/** What an output holds so far. */
record DistributionsDocument(
    @JsonUnwrapped Coverage coverage,
    long rows,
    long clipBytes,
    Numbers mos,
    Numbers durationS,
    Categories.Top resolution,
    Categories.Top framerate,
    Categories.Top codec) {

  /**
   * How much of the output that is.
   *
   * @param complete whether all of it is read; if not, the next question finds more
   */
  record Coverage(boolean complete, long readBytes, long outputBytes) {}

  /** Numbers, in short and in bins; null where there are none. */
  record Numbers(
      @Nullable Double mean,
      @Nullable Double stdDev,
      @Nullable Double least,
      @Nullable Double most,
      List<Bin> bins) {
    static Numbers of(Moments.Summary summary, List<Histogram.Bin> bins) {
      boolean none = summary.count() == 0;
      return new Numbers(
          none ? null : summary.mean(),
          none ? null : summary.stdDev(),
          none ? null : summary.least(),
          none ? null : summary.most(),
          bins.stream().map(Bin::of).toList());
    }
  }

  /** From one value, within it, to another, not within it; null for without end. */
  record Bin(@Nullable Double from, @Nullable Double to, long count) {
    static Bin of(Histogram.Bin bin) {
      return new Bin(finite(bin.from()), finite(bin.to()), bin.count());
    }

    private static @Nullable Double finite(double edge) {
      return Double.isFinite(edge) ? edge : null;
    }
  }

  static DistributionsDocument of(Optional<ContentSoFar> found) {
    ContentSoFar content =
        found.orElseGet(() -> new ContentSoFar(new ContentTally().distributions(1), 0, 0));
    ContentTally.Distributions all = content.distributions();
    return new DistributionsDocument(
        new Coverage(content.complete(), content.readBytes(), content.outputBytes()),
        all.counted().rows(),
        all.counted().bytes(),
        Numbers.of(all.mosSummary(), all.mos()),
        Numbers.of(all.durationSummary(), all.durations()),
        all.resolutions(),
        all.framerates(),
        all.codecs());
  }
}
