package org.mosingest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mosingest.core.analysis.CorpusReport.Bias;
import org.mosingest.core.analysis.CorpusReport.MosBin;
import org.mosingest.core.analysis.LossBy;
import org.mosingest.core.analysis.MosShift;

/** Whether what is lost is of another kind than what is kept. */
final class BiasSection {

  private static final String HOST = "host";

  private BiasSection() {}

  static Section of(Bias bias) {
    List<Figure> figures = new ArrayList<>();
    figures.add(scores(bias));
    figures.add(comparison(bias.mos()));
    for (int i = 0; i < bias.by().size(); i++) {
      LossBy by = bias.by().get(i);
      // Hosts have their place among the reasons.
      if (!by.dimension().equals(HOST)) {
        figures.add(loss("loss" + i, by));
      }
    }
    return new Section("bias", "Are the lost clips different?", bias.further(), figures);
  }

  private static Figure scores(Bias bias) {
    List<String> labels = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    List<Double> lost = new ArrayList<>();
    List<Figure.Row> rows = new ArrayList<>();
    long allKept = bias.mos().kept().count();
    long allLost = bias.mos().lost().count();
    for (MosBin bin : bias.bins()) {
      String label = ReportText.span(bin.from(), bin.to());
      labels.add(label);
      kept.add(share(bin.kept(), allKept));
      lost.add(share(bin.lost(), allLost));
      rows.add(
          Figure.Row.of(
              label,
              ReportText.count(bin.kept()),
              ReportText.percent(bin.kept(), allKept),
              ReportText.count(bin.lost()),
              ReportText.percent(bin.lost(), allLost)));
    }
    Chart chart =
        new Chart(
            labels,
            List.of(
                Chart.Series.of("kept (" + ReportText.count(allKept) + ")", "kept", kept),
                Chart.Series.of("lost (" + ReportText.count(allLost) + ")", "lost", lost)),
            false,
            false,
            true,
            "share of the clips");
    return new Figure(
        "scores",
        "MOS of kept and lost clips, each as a share of its group",
        allKept + allLost == 0 ? Optional.empty() : Optional.of(chart),
        List.of("MOS", "kept", "of kept", "lost", "of lost"),
        allKept + allLost == 0 ? List.of() : rows);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }

  private static Figure comparison(MosShift mos) {
    List<Figure.Row> rows = new ArrayList<>();
    rows.add(
        Figure.Row.of(
            "clips", ReportText.count(mos.kept().count()), ReportText.count(mos.lost().count())));
    rows.add(
        Figure.Row.of(
            "mean MOS",
            ReportText.number(mos.kept().mean()),
            ReportText.number(mos.lost().mean())));
    rows.add(
        Figure.Row.of(
            "standard deviation",
            ReportText.number(mos.kept().stdDev()),
            ReportText.number(mos.lost().stdDev())));
    mos.test()
        .ifPresent(
            test -> {
              rows.add(
                  Figure.Row.of(
                      "shift of the mean",
                      "",
                      String.format(
                          Locale.ROOT,
                          "%+.2f (95 %%: %+.2f to %+.2f)",
                          test.shift(),
                          test.shiftLow(),
                          test.shiftHigh())));
              rows.add(
                  Figure.Row.of(
                      "in standard deviations (Cohen’s d)",
                      "",
                      String.format(Locale.ROOT, "%+.2f", test.effect())));
              rows.add(
                  Figure.Row.of(
                      "Kolmogorov–Smirnov distance",
                      "",
                      ReportText.number(test.ksDistance())
                          + ", "
                          + ReportText.probability(java.util.OptionalDouble.of(test.pValue()))));
            });
    return new Figure(
        "comparison",
        "Kept and lost clips in figures",
        Optional.empty(),
        List.of("", "kept", "lost"),
        rows);
  }

  static Figure loss(String id, LossBy by) {
    List<String> labels = new ArrayList<>();
    List<Double> share = new ArrayList<>();
    List<Double> low = new ArrayList<>();
    List<Double> high = new ArrayList<>();
    List<Figure.Row> rows = new ArrayList<>();
    for (LossBy.Bin bin : by.bins()) {
      labels.add(bin.label());
      share.add(bin.share() * 100);
      low.add(bin.low() * 100);
      high.add(bin.high() * 100);
      rows.add(
          Figure.Row.of(
              bin.label(),
              ReportText.count(bin.clips()),
              ReportText.count(bin.lost()),
              ReportText.percent(bin.share()),
              ReportText.percent(bin.low()) + " to " + ReportText.percent(bin.high())));
    }
    Chart chart =
        new Chart(
            labels,
            List.of(new Chart.Series("lost", "lost", share, low, high)),
            by.dimension().equals(HOST),
            false,
            true,
            "share lost, with its 95 % interval");
    String test =
        by.pValue().isPresent() ? " (by chance: " + ReportText.probability(by.pValue()) + ")" : "";
    return new Figure(
        id,
        "Loss by " + by.dimension() + test,
        Optional.of(chart),
        List.of(by.dimension(), "clips", "lost", "share", "95 % interval"),
        rows);
  }
}
