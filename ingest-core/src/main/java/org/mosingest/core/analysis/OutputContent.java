package org.mosingest.core.analysis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosingest.core.analysis.CorpusReport.Content;
import org.mosingest.core.analysis.CorpusReport.Moment;
import org.mosingest.core.content.Categories;
import org.mosingest.core.content.ContentTally;
import org.mosingest.core.content.Histogram;
import org.mosingest.core.content.Moments;
import org.mosingest.core.content.OpinionTally;
import org.mosingest.core.content.RowDoubts;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.CorpusRow;

/** What the rows of an output hold, counted as they pass. Not thread-safe. */
final class OutputContent {

  private static final int MOST_SHOWN = 12;
  private static final int MOST_FORMATS = 100;
  private static final double MB = 1e6;

  private final ContentTally tally = new ContentTally();
  private final Categories formats = new Categories(MOST_FORMATS);
  private final Histogram sizes =
      new Histogram(
          0, 0.25 * MB, 0.5 * MB, MB, 2 * MB, 4 * MB, 8 * MB, 16 * MB, 32 * MB, 64 * MB, 128 * MB);
  private final Moments sizeMoments = new Moments();
  private final Map<Instant, Integer> runs = new TreeMap<>();
  private final RowDoubts doubts = new RowDoubts();
  private final OpinionTally opinions;
  private long rows;

  /** For rows on a scale. */
  OutputContent(MosScale scale) {
    opinions = new OpinionTally(scale);
  }

  void add(CorpusRow row) {
    rows++;
    tally.add(row);
    opinions.add(row);
    doubts.row(row.src(), row.video());
    formats.add(row.video().pixFmt().isEmpty() ? "unknown" : row.video().pixFmt());
    double size = row.content().sizeBytes();
    sizes.add(size);
    sizeMoments.add(size);
    runs.merge(row.ingestedAt(), 1, Integer::sum);
  }

  long rows() {
    return rows;
  }

  /** When rows were ingested, in order. */
  List<Moment> runs() {
    return runs.entrySet().stream().map(run -> new Moment(run.getKey(), run.getValue())).toList();
  }

  Content figures() {
    return new Content(
        tally.distributions(MOST_SHOWN),
        formats.top(MOST_SHOWN),
        sizes.bins(),
        sizeMoments.summary(),
        doubts.found(),
        opinions.opinions());
  }
}
