package org.mosingest.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.analysis.CorpusReport.Duplicates;
import org.mosingest.core.analysis.Twins;
import org.mosingest.core.content.RowDoubt;

/** Labels that share a clip. */
final class DuplicatesSection {

  private DuplicatesSection() {}

  static Section of(Duplicates duplicates) {
    List<String> sentences = new ArrayList<>();
    say("row repeats a clip", "rows repeat a clip", duplicates.sameName(), sentences);
    say(
        "clip has the same bytes as another",
        "clips have the same bytes as another",
        duplicates.sameBytes(),
        sentences);
    if (duplicates.placeholders().any()) {
      sentences.add(
          ReportText.count(duplicates.placeholders().count())
              + " "
              + RowDoubt.PLACEHOLDER.words(duplicates.placeholders().count())
              + ", perhaps a placeholder for removed clips: "
              + String.join("; ", duplicates.placeholders().first())
              + ".");
    }
    if (sentences.isEmpty()) {
      sentences.add("No two labels share a clip.");
    } else {
      sentences.add("The first in manifest order is kept.");
    }
    return new Section(
        "duplicates",
        "Duplicates and their labels",
        sentences,
        List.of(
            pairs("names", "The same name with another MOS: the first few", duplicates.sameName()),
            pairs(
                "bytes",
                "The same bytes with another MOS: the first few",
                duplicates.sameBytes())));
  }

  private static void say(String one, String several, Twins twins, List<String> sentences) {
    int all = twins.equal() + twins.different();
    if (all > 0) {
      sentences.add(
          ReportText.count(all, one, several)
              + ": "
              + ReportText.count(twins.equal())
              + " with the same MOS, "
              + ReportText.count(twins.different())
              + " with another"
              + (twins.different() > 0
                  ? ", " + ReportText.number(twins.meanDifference()) + " apart on average."
                  : "."));
    }
  }

  private static Figure pairs(String id, String caption, Twins twins) {
    List<Figure.Row> rows = new ArrayList<>();
    for (Twins.Pair pair : twins.first()) {
      rows.add(
          Figure.Row.of(
              pair.dropped(),
              ReportText.number(pair.droppedMos()),
              pair.kept().isEmpty() ? "a row of another manifest" : pair.kept(),
              ReportText.number(pair.keptMos())));
    }
    return new Figure(
        id, caption, Optional.empty(), List.of("dropped", "its MOS", "kept", "its MOS"), rows);
  }
}
