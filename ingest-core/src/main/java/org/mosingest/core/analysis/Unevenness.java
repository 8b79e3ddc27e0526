package org.mosingest.core.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.mosingest.core.analysis.LossBy.Bin;

/** Says where loss is uneven. */
final class Unevenness {

  private static final double SIGNIFICANCE = 0.01;

  /** Shares that lie closer are not worth a sentence, however sure they are. */
  private static final double LEAST_DIFFERENCE = 0.03;

  private static final int FEWEST_CLIPS = 20;

  private Unevenness() {}

  /** A sentence for each way of parting the corpus by which the loss is uneven. */
  static List<String> sentences(List<LossBy> all) {
    List<String> sentences = new ArrayList<>();
    for (LossBy by : all) {
      List<Bin> large = by.bins().stream().filter(bin -> bin.clips() >= FEWEST_CLIPS).toList();
      if (large.size() < 2 || by.pValue().isEmpty() || by.pValue().getAsDouble() >= SIGNIFICANCE) {
        continue;
      }
      Bin most = large.stream().max(Comparator.comparingDouble(Bin::share)).orElseThrow();
      Bin least = large.stream().min(Comparator.comparingDouble(Bin::share)).orElseThrow();
      if (most.share() - least.share() >= LEAST_DIFFERENCE) {
        sentences.add(
            String.format(
                Locale.ROOT,
                "Loss differs by %s: %.1f %% at “%s”, %.1f %% at “%s” (%s).",
                by.dimension(),
                most.share() * 100,
                most.label(),
                least.share() * 100,
                least.label(),
                MosShift.probability(by.pValue().getAsDouble())));
      }
    }
    return sentences;
  }
}
