package org.mosingest.core.aggregate;

import java.util.Map;
import java.util.TreeMap;
import org.mosingest.core.row.Examples;

/**
 * The books of an aggregation: {@code rowsIn = rowsOut + crossCorpusDedups + sameCorpusDedups +
 * droppedUnknownCorpus + droppedBadScale + malformed}.
 *
 * @param inputsSeen files read
 * @param inputsMissing files that are not there
 * @param rowsIn lines that hold anything
 * @param rowsOut lines written
 * @param crossCorpusDedups clips that another corpus has too
 * @param sameCorpusDedups rows of a clip that its corpus has a row of already
 * @param dropped what is in no row, by why
 * @param doubtful what is 0 in a row, since it was no such number
 */
public record AggregateCounts(
    int inputsSeen,
    int inputsMissing,
    long rowsIn,
    long rowsOut,
    long crossCorpusDedups,
    long sameCorpusDedups,
    Dropped dropped,
    Doubtful doubtful) {

  /**
   * Rows that are not taken, the first of each kind as {@code FILE:LINE: why}.
   *
   * @param unknownCorpus of a corpus that nobody declared
   * @param badScale whose score is no number, or beyond its corpus's scale
   * @param malformed lines that are not rows
   */
  public record Dropped(Examples unknownCorpus, Examples badScale, Examples malformed) {
    long all() {
      return (long) unknownCorpus.count() + badScale.count() + malformed.count();
    }
  }

  /**
   * Figures of rows that are taken, 0 in their place; the first of each kind as {@code FILE:LINE:
   * why}.
   *
   * @param spread below 0, or no finite number
   * @param count below 0, or no whole number
   */
  public record Doubtful(Examples spread, Examples count) {}

  public AggregateCounts {
    long accounted = rowsOut + crossCorpusDedups + sameCorpusDedups + dropped.all();
    if (rowsIn != accounted) {
      throw new IllegalStateException(
          "the totals do not add up: " + rowsIn + " rows in, " + accounted + " accounted for");
    }
  }

  /** By their names, for the replay manifest and for scripts. */
  public Map<String, Long> byName() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("inputs_seen", (long) inputsSeen);
    counts.put("inputs_missing", (long) inputsMissing);
    counts.put("rows_in", rowsIn);
    counts.put("rows_out", rowsOut);
    counts.put("cross_corpus_dedups", crossCorpusDedups);
    counts.put("same_corpus_dedups", sameCorpusDedups);
    counts.put("dropped_unknown_corpus", (long) dropped.unknownCorpus().count());
    counts.put("dropped_bad_scale", (long) dropped.badScale().count());
    counts.put("malformed", (long) dropped.malformed().count());
    counts.put("bad_spread", (long) doubtful.spread().count());
    counts.put("bad_count", (long) doubtful.count().count());
    return counts;
  }
}
