package org.mosingest.core.analysis;

import com.google.common.collect.Lists;
import com.google.common.primitives.Ints;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.mosingest.core.analysis.CorpusReport.Attrition;
import org.mosingest.core.analysis.CorpusReport.Bias;
import org.mosingest.core.analysis.CorpusReport.Moment;
import org.mosingest.core.analysis.CorpusReport.MosBin;
import org.mosingest.core.analysis.CorpusReport.Reason;
import org.mosingest.core.content.Histogram;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;

/**
 * What is lost against what is kept. A clip counts once, however many rows name it; one that is not
 * settled does not.
 */
final class LossAnalysis {

  private static final int MOST_HOSTS = 15;
  private static final int MOST_REASONS = 20;
  private static final int MOS_BINS = 20;

  /** Failures over a longer time are shown by the day, else by the hour. */
  private static final Duration HOURLY = Duration.ofDays(3);

  private final Manifest manifest;
  private final Fates fates;
  private final MosScale scale;
  private final Function<Clip, String> host;

  /** Views, so that no row is held. */
  private final List<ManifestRow> kept;

  private final List<ManifestRow> lost;

  LossAnalysis(Manifest manifest, Fates fates, MosScale scale, Function<Clip, String> host) {
    this.manifest = manifest;
    this.fates = fates;
    this.scale = scale;
    this.host = host;
    this.kept = first(row -> fates.of(row) == Fate.WRITTEN);
    this.lost = first(row -> fates.of(row).isLost());
  }

  /** The first rows of clips that are meant. */
  private List<ManifestRow> first(Predicate<ManifestRow> meant) {
    List<ManifestRow> rows = manifest.rows();
    int[] indexes =
        rows.stream()
            .filter(row -> !row.isRepeat() && meant.test(row))
            .mapToInt(ManifestRow::index)
            .toArray();
    return Lists.transform(Ints.asList(indexes), rows::get);
  }

  /** What could not be had, and why. */
  Attrition attrition(List<Moment> runs) {
    int rows = manifest.rows().size();
    return new Attrition(
        rows == 0 ? 0 : (double) fates.count(Fate.DOWNLOAD_FAILED) / rows,
        reasons(),
        byHost(),
        failuresOverTime(),
        runs);
  }

  private List<Reason> reasons() {
    Map<String, Reason> reasons = new HashMap<>();
    for (ManifestRow row : lost) {
      String reason = Text.printable(fates.reason(row));
      String word = reason.split(":", 2)[0];
      Reason one = new Reason(word, fates.of(row), 1, reason);
      reasons.merge(
          word + fates.of(row),
          one,
          (a, b) -> new Reason(word, a.fate(), a.clips() + 1, a.example()));
    }
    return reasons.values().stream()
        .sorted(Comparator.comparingInt(Reason::clips).reversed().thenComparing(Reason::word))
        .limit(MOST_REASONS)
        .toList();
  }

  private LossBy byHost() {
    return counted(
            "host",
            List.of(),
            row -> {
              String name = host.apply(row.clip());
              return name.isEmpty() ? "(no URL)" : Text.printable(name);
            })
        .largest(MOST_HOSTS);
  }

  private LossBy.Counter counted(
      String dimension, List<String> labels, Function<ManifestRow, String> label) {
    LossBy.Counter counter = new LossBy.Counter(dimension, labels);
    kept.forEach(row -> counter.add(label.apply(row), false));
    lost.forEach(row -> counter.add(label.apply(row), true));
    return counter;
  }

  private List<Moment> failuresOverTime() {
    LongSummaryStatistics seconds =
        lost.stream()
            .flatMap(row -> fates.time(row).stream())
            .mapToLong(Instant::getEpochSecond)
            .summaryStatistics();
    if (seconds.getCount() == 0) {
      return List.of();
    }
    boolean hourly = seconds.getMax() - seconds.getMin() < HOURLY.toSeconds();
    Map<Instant, Integer> bins = new TreeMap<>();
    lost.stream()
        .flatMap(row -> fates.time(row).stream())
        .forEach(
            time ->
                bins.merge(
                    time.truncatedTo(hourly ? ChronoUnit.HOURS : ChronoUnit.DAYS),
                    1,
                    Integer::sum));
    return bins.entrySet().stream().map(bin -> new Moment(bin.getKey(), bin.getValue())).toList();
  }

  /** Whether what is lost is of another kind. */
  Bias bias() {
    MosShift shift = MosShift.of(scores(kept), scores(lost));
    int settled = kept.size() + lost.size();
    List<LossBy> by = new ArrayList<>();
    by.add(byQuantile("MOS", row -> row.opinion().mos()));
    by.add(byHost());
    by.add(counted("folder", List.of(), row -> row.clip().folder()).all());
    by.add(
        counted("ratings", Ratings.LABELS, row -> Ratings.label(row.opinion().nRatings())).all());
    by.add(byQuantile("spread of the ratings", row -> row.opinion().mosStdDev()));
    by.removeIf(parts -> parts.bins().size() < 2 && !parts.dimension().equals("MOS"));
    return new Bias(
        shift.sentence(settled == 0 ? 0 : (double) lost.size() / settled),
        Unevenness.sentences(by),
        shift,
        mosBins(),
        by);
  }

  private static double[] scores(List<ManifestRow> rows) {
    return rows.stream().mapToDouble(row -> row.opinion().mos()).toArray();
  }

  private LossBy byQuantile(String dimension, Function<ManifestRow, Double> value) {
    double[] all =
        DoubleStream.concat(
                kept.stream().mapToDouble(value::apply), lost.stream().mapToDouble(value::apply))
            .toArray();
    Quintiles quintiles = Quintiles.of(all);
    return counted(dimension, quintiles.labels(), row -> quintiles.label(value.apply(row))).all();
  }

  private List<MosBin> mosBins() {
    double[] edges = new double[MOS_BINS + 1];
    for (int i = 0; i <= MOS_BINS; i++) {
      edges[i] =
          Math.round((scale.lowest() + (scale.highest() - scale.lowest()) * i / MOS_BINS) * 1e6)
              / 1e6;
    }
    // The best score of all belongs to the last bin.
    edges[MOS_BINS] = Math.nextUp(edges[MOS_BINS]);
    Histogram keptBins = new Histogram(edges);
    Histogram lostBins = new Histogram(edges);
    kept.forEach(row -> keptBins.add(row.opinion().mos()));
    lost.forEach(row -> lostBins.add(row.opinion().mos()));
    Map<Double, MosBin> merged = new TreeMap<>();
    keptBins
        .bins()
        .forEach(bin -> merged.put(bin.from(), new MosBin(bin.from(), bin.to(), bin.count(), 0)));
    lostBins
        .bins()
        .forEach(
            bin ->
                merged.merge(
                    bin.from(),
                    new MosBin(bin.from(), bin.to(), 0, bin.count()),
                    (a, b) -> new MosBin(a.from(), a.to(), a.kept(), b.lost())));
    return List.copyOf(merged.values());
  }
}
