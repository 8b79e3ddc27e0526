package org.mosingest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.analysis.CorpusReport.Content;
import org.mosingest.core.content.Categories;
import org.mosingest.core.content.ContentTally.Distributions;
import org.mosingest.core.content.Histogram;
import org.mosingest.core.content.Moments;
import org.mosingest.core.content.OpinionTally;
import org.mosingest.core.row.Examples;

/** What the rows of the output hold. */
final class ContentSection {

  private ContentSection() {}

  static Section of(Content content) {
    Distributions rows = content.rows();
    List<String> sentences = new ArrayList<>();
    if (rows.counted().rows() == 0) {
      sentences.add("The output has no rows yet.");
    } else {
      sentences.add(
          ReportText.count(rows.counted().rows(), "row", "rows")
              + ", "
              + ReportText.bytes((double) rows.counted().bytes())
              + " of clips, "
              + ReportText.number(rows.durationSummary().mean() * rows.counted().rows() / 3600)
              + " hours of video. MOS "
              + summary(rows.mosSummary())
              + ".");
    }
    content.doubts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            doubt ->
                sentences.add(
                    ReportText.count(doubt.getValue().count())
                        + " "
                        + doubt.getKey().words(doubt.getValue().count())
                        + ": "
                        + String.join(", ", doubt.getValue().first())
                        + (doubt.getValue().count() > doubt.getValue().first().size()
                            ? " and others."
                            : ".")));
    OpinionTally.Opinions opinions = content.opinions();
    if (opinions.spreadSummary().count() > 0) {
      sentences.add(
          ReportText.count(opinions.spreadSummary().count(), "row has", "rows have")
              + " votes or a spread. Spread "
              + summary(opinions.spreadSummary())
              + ".");
    }
    say(
        "row has",
        "rows have",
        "a spread but too few votes to have one",
        opinions.unsupported(),
        sentences);
    say(
        "row has",
        "rows have",
        "a larger spread than is possible with their votes on this scale",
        opinions.impossible(),
        sentences);
    return new Section(
        "content",
        "What is in the output",
        sentences,
        rows.counted().rows() == 0
            ? List.of()
            : List.of(
                histogram("mos", "MOS", rows.mos(), ReportText::span),
                histogram("spreads", "Spread of the votes", opinions.spreads(), ReportText::span),
                histogram("votes", "Votes", opinions.votes(), ContentSection::numbers),
                categories("resolutions", "Picture size", rows.resolutions()),
                categories("framerates", "Frames a second", rows.framerates()),
                categories("codecs", "Codec", rows.codecs()),
                categories("formats", "Pixel format", content.pixelFormats()),
                histogram("durations", "Duration in seconds", rows.durations(), ReportText::span),
                histogram("sizes", "Size of the clip", content.sizes(), ReportText::megabytes)));
  }

  private static void say(
      String one, String several, String what, Examples some, List<String> sentences) {
    if (some.any()) {
      sentences.add(
          ReportText.count(some.count(), one, several)
              + " "
              + what
              + ": "
              + String.join("; ", some.first())
              + (some.count() > some.first().size() ? " and others." : "."));
    }
  }

  /** A span of whole numbers. */
  private static String numbers(Histogram.Bin bin) {
    String from = ReportText.count((long) bin.from());
    if (bin.to() == Double.POSITIVE_INFINITY) {
      return from + " and more";
    }
    return bin.to() - bin.from() > 1 ? from + "–" + ReportText.count((long) bin.to() - 1) : from;
  }

  private static String summary(Moments.Summary moments) {
    return "mean "
        + ReportText.number(moments.mean())
        + ", standard deviation "
        + ReportText.number(moments.stdDev())
        + ", from "
        + ReportText.number(moments.least())
        + " to "
        + ReportText.number(moments.most());
  }

  private static Figure histogram(
      String id, String caption, List<Histogram.Bin> bins, Function<Histogram.Bin, String> label) {
    List<Histogram.Bin> shown = trimmed(bins);
    return figure(
        id,
        caption,
        shown.stream().map(label).toList(),
        shown.stream().map(Histogram.Bin::count).toList(),
        false);
  }

  /** Without the empty bins at both ends. */
  private static List<Histogram.Bin> trimmed(List<Histogram.Bin> bins) {
    int from = 0;
    int to = bins.size();
    while (from < to && bins.get(from).count() == 0) {
      from++;
    }
    while (to > from && bins.get(to - 1).count() == 0) {
      to--;
    }
    return bins.subList(from, to);
  }

  private static Figure categories(String id, String caption, Categories.Top top) {
    List<String> labels =
        new ArrayList<>(top.categories().stream().map(Categories.Category::name).toList());
    List<Long> counts =
        new ArrayList<>(top.categories().stream().map(Categories.Category::count).toList());
    if (top.others() > 0) {
      labels.add("others");
      counts.add(top.others());
    }
    return figure(id, caption, labels, counts, true);
  }

  private static Figure figure(
      String id, String caption, List<String> labels, List<Long> counts, boolean horizontal) {
    long all = counts.stream().mapToLong(Long::longValue).sum();
    List<Figure.Row> rows = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      rows.add(
          Figure.Row.of(
              labels.get(i),
              ReportText.count(counts.get(i)),
              ReportText.percent(counts.get(i), all)));
    }
    return new Figure(
        id,
        caption,
        Optional.of(
            Chart.bars(
                labels, counts.stream().map(Long::doubleValue).toList(), horizontal, "rows")),
        List.of(caption, "rows", "share"),
        rows);
  }
}
