package org.mosingest.core.content;

import java.util.List;
import java.util.Locale;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.VideoFacts;

/**
 * What rows hold, counted as they pass, in memory that does not grow with their number. The same
 * bins serve the dashboard and the report. Not safe for many threads.
 */
public final class ContentTally {

  /** Picture sizes told apart; corpora of user-made clips have some hundreds. */
  private static final int MOST_SIZES = 2_000;

  private static final int MOST_CODECS = 100;

  /**
   * How far a rate may lie from a usual one and still be shown as that: 29.97 must stay apart from
   * 30.
   */
  private static final double RATE_TOLERANCE = 0.004;

  private static final double[] USUAL_RATES = {
    10, 12, 12.5, 15, 20, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60, 90, 100, 119.88, 120, 240
  };

  private final MosHistogram mos = new MosHistogram();
  private final Moments mosMoments = new Moments();
  private final Categories resolutions = new Categories(MOST_SIZES);
  private final Categories framerates = new Categories(MOST_SIZES);
  private final Categories codecs = new Categories(MOST_CODECS);
  private final Histogram durations =
      new Histogram(0, 2, 4, 6, 8, 10, 12, 15, 20, 30, 60, 120, 300);
  private final Moments durationMoments = new Moments();
  private long rows;
  private long bytes;

  /** Counts a row. */
  public void add(CorpusRow row) {
    rows++;
    bytes += row.content().sizeBytes();
    mos.add(row.opinion().mos());
    mosMoments.add(row.opinion().mos());
    VideoFacts video = row.video();
    resolutions.add(video.width() + "×" + video.height());
    framerates.add(rate(video.framerate()));
    codecs.add(video.codecName().isEmpty() ? "unknown" : video.codecName());
    durations.add(video.durationS());
    durationMoments.add(video.durationS());
  }

  /**
   * What was counted so far.
   *
   * @param counted how many rows, and their clips' sizes
   * @param mos scores, on the rows' own scale
   * @param mosSummary the scores in short
   * @param resolutions the most frequent picture sizes: {@code 960×540}
   * @param framerates the most frequent rates, in frames a second: {@code 29.97}
   * @param codecs the most frequent codecs: {@code h264}
   * @param durations clips' lengths in seconds
   * @param durationSummary the lengths in short
   */
  public record Distributions(
      Counted counted,
      List<Histogram.Bin> mos,
      Moments.Summary mosSummary,
      Categories.Top resolutions,
      Categories.Top framerates,
      Categories.Top codecs,
      List<Histogram.Bin> durations,
      Moments.Summary durationSummary) {}

  /**
   * How much was counted.
   *
   * @param rows how many rows
   * @param bytes the clips' sizes together
   */
  public record Counted(long rows, long bytes) {}

  /**
   * What was counted so far.
   *
   * @param most how many picture sizes, rates and codecs at most
   */
  public Distributions distributions(int most) {
    return new Distributions(
        new Counted(rows, bytes),
        mos.bins(),
        mosMoments.summary(),
        resolutions.top(most),
        framerates.top(most),
        codecs.top(most),
        durations.bins(),
        durationMoments.summary());
  }

  /**
   * A rate in words: a usual one where it is that within measuring, else to a tenth; "unknown" for
   * 0.
   */
  static String rate(double framerate) {
    if (framerate == 0) {
      return "unknown";
    }
    for (double usual : USUAL_RATES) {
      if (Math.abs(framerate - usual) <= RATE_TOLERANCE) {
        return plain(usual);
      }
    }
    return plain(Math.round(framerate * 10) / 10.0);
  }

  private static String plain(double rate) {
    return rate == Math.rint(rate)
        ? String.format(Locale.ROOT, "%.0f", rate)
        : Double.toString(rate);
  }
}
