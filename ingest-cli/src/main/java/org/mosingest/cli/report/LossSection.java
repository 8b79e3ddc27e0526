package org.mosingest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.analysis.CorpusReport.Attrition;
import org.mosingest.core.analysis.CorpusReport.Moment;
import org.mosingest.core.analysis.CorpusReport.Reason;

/** What could not be had, and why. */
final class LossSection {

  private LossSection() {}

  static Section of(Attrition attrition) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Download attrition is " + ReportText.percent(attrition.share()) + " of the rows.");
    if (!attrition.reasons().isEmpty()) {
      Reason first = attrition.reasons().getFirst();
      sentences.add(
          "The most frequent reason is "
              + first.word()
              + ": "
              + ReportText.count(first.clips(), "clip.", "clips."));
    }
    return new Section(
        "loss",
        "What is lost, and why",
        sentences,
        List.of(
            reasons(attrition.reasons()),
            BiasSection.loss("hosts", attrition.byHost()),
            moments("failures", "When clips failed", "clips", attrition.failuresByDay(), "lost"),
            moments(
                "runs",
                "When rows were ingested: one bar per run",
                "rows",
                attrition.runs(),
                "kept")));
  }

  private static Figure reasons(List<Reason> reasons) {
    List<Figure.Row> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Reason reason : reasons) {
      labels.add(reason.word());
      values.add((double) reason.clips());
      rows.add(
          Figure.Row.of(
              reason.word(),
              reason.fate() == org.mosingest.core.analysis.Fate.BROKEN
                  ? "broken"
                  : "download-failed",
              ReportText.count(reason.clips()),
              reason.example()));
    }
    return new Figure(
        "reasons",
        "Lost clips by reason",
        Optional.of(
            new Chart(
                labels,
                List.of(Chart.Series.of("clips", "lost", values)),
                true,
                false,
                false,
                "clips")),
        List.of("reason", "outcome", "clips", "for example"),
        rows);
  }

  private static Figure moments(
      String id, String caption, String what, List<Moment> moments, String colour) {
    List<Figure.Row> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Moment moment : moments) {
      labels.add(ReportText.instant(moment.at()));
      values.add((double) moment.clips());
      rows.add(Figure.Row.of(ReportText.instant(moment.at()), ReportText.count(moment.clips())));
    }
    Optional<Chart> chart =
        moments.size() < 2
            ? Optional.empty()
            : Optional.of(
                new Chart(
                    labels,
                    List.of(Chart.Series.of(what, colour, values)),
                    false,
                    false,
                    false,
                    what));
    return new Figure(id, caption, chart, List.of("time", what), rows);
  }
}
