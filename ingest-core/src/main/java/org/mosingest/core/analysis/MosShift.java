package org.mosingest.core.analysis;

import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.mosingest.core.content.Moments;

/**
 * The scores of lost clips against those of kept ones.
 *
 * @param kept the scores of clips in the output
 * @param lost the scores of clips that are missing
 * @param test what comparing them gives; empty if one side has fewer than {@value #FEWEST} clips
 */
public record MosShift(Moments.Summary kept, Moments.Summary lost, Optional<Test> test) {

  /** With fewer clips on one side nothing can be said. */
  static final int FEWEST = 20;

  /** As unlikely as that the difference must be by chance to be one at all. */
  private static final double SIGNIFICANCE = 0.01;

  /**
   * From there on a shift in standard deviations is more than negligible (J. Cohen, Statistical
   * Power Analysis, 1988).
   */
  private static final double SMALL_EFFECT = 0.2;

  private static final double SMALL_DISTANCE = 0.1;

  /** The two-sided share of an interval of 95 %. */
  private static final double UPPER = 0.975;

  /**
   * What comparing two samples gives.
   *
   * @param ksDistance the two-sample Kolmogorov-Smirnov statistic, 0 to 1: the largest difference
   *     of the two distributions
   * @param pValue how likely so large a distance is by chance
   * @param shift the lost clips' mean less the kept clips'
   * @param shiftLow lower end of its 95 % interval, by Welch's t
   * @param shiftHigh upper end
   * @param effect the shift in standard deviations of both together (Cohen's d)
   */
  public record Test(
      double ksDistance,
      double pValue,
      double shift,
      double shiftLow,
      double shiftHigh,
      double effect) {}

  /** What it means for whoever trains on the output. */
  public enum Verdict {
    /** Too few clips to say. */
    TOO_FEW,
    /** No sign of a difference. */
    NONE,
    /** A difference that is there and hardly matters. */
    SLIGHT,
    /** What is lost is of another kind than what is kept. */
    BIASED
  }

  /** Compares two samples, which are sorted meanwhile. */
  static MosShift of(double[] kept, double[] lost) {
    Moments.Summary keptMoments = moments(kept);
    Moments.Summary lostMoments = moments(lost);
    if (kept.length < FEWEST || lost.length < FEWEST) {
      return new MosShift(keptMoments, lostMoments, Optional.empty());
    }
    KolmogorovSmirnovTest.TwoResult ks = KolmogorovSmirnovTest.withDefaults().test(kept, lost);
    double keptError = keptMoments.stdDev() * keptMoments.stdDev() / kept.length;
    double lostError = lostMoments.stdDev() * lostMoments.stdDev() / lost.length;
    double error = Math.sqrt(keptError + lostError);
    double shift = lostMoments.mean() - keptMoments.mean();
    double margin =
        error == 0
            ? 0
            : error
                * TDistribution.of(freedom(keptError, kept.length, lostError, lost.length))
                    .inverseCumulativeProbability(UPPER);
    double pooled = Math.sqrt((square(keptMoments.stdDev()) + square(lostMoments.stdDev())) / 2);
    return new MosShift(
        keptMoments,
        lostMoments,
        Optional.of(
            new Test(
                ks.getStatistic(),
                ks.getPValue(),
                shift,
                shift - margin,
                shift + margin,
                pooled == 0 ? 0 : shift / pooled)));
  }

  /** Degrees of freedom (B. L. Welch, Biometrika 34, 1947). */
  private static double freedom(double a, int aCount, double b, int bCount) {
    return square(a + b) / (square(a) / (aCount - 1.0) + square(b) / (bCount - 1.0));
  }

  private static double square(double value) {
    return value * value;
  }

  private static Moments.Summary moments(double[] values) {
    Moments moments = new Moments();
    for (double value : values) {
      moments.add(value);
    }
    return moments.summary();
  }

  /** What it means. */
  public Verdict verdict() {
    if (test.isEmpty()) {
      return Verdict.TOO_FEW;
    }
    Test found = test.get();
    if (found.pValue() >= SIGNIFICANCE) {
      return Verdict.NONE;
    }
    boolean matters =
        Math.abs(found.effect()) >= SMALL_EFFECT || found.ksDistance() >= SMALL_DISTANCE;
    return matters ? Verdict.BIASED : Verdict.SLIGHT;
  }

  /**
   * The same in plain words.
   *
   * @param share the lost clips' share of all that are settled, 0 to 1
   */
  String sentence(double share) {
    String who = String.format(Locale.ROOT, "The %.1f %% of clips that are lost", share * 100);
    if (lost.count() == 0) {
      return "No clip is lost, so none is missing from the scores.";
    }
    if (test.isEmpty()) {
      return who
          + " are "
          + lost.count()
          + ", too few to say whether they differ from the "
          + kept.count()
          + " kept.";
    }
    Test found = test.get();
    String figures =
        String.format(
            Locale.ROOT,
            "mean %.2f against %.2f, KS distance %.2f, %s",
            lost.mean(),
            kept.mean(),
            found.ksDistance(),
            probability(found.pValue()));
    return switch (verdict()) {
      case TOO_FEW, NONE ->
          who
              + " show no sign of bias: their MOS has the same distribution as that of the kept clips ("
              + figures
              + ").";
      case SLIGHT ->
          who
              + " differ in MOS from the kept ones, but so little that it hardly matters ("
              + figures
              + ").";
      case BIASED -> who + biased(found) + " (" + figures + "): " + consequence(found);
    };
  }

  private static String biased(Test found) {
    if (Math.abs(found.effect()) < SMALL_EFFECT) {
      return " have a different distribution of MOS from the kept ones";
    }
    return found.shift() < 0
        ? " have a lower MOS than the kept ones"
        : " have a higher MOS than the kept ones";
  }

  private static String consequence(Test found) {
    if (Math.abs(found.effect()) < SMALL_EFFECT) {
      return "a model trained on the kept clips sees a different mix of quality.";
    }
    return "a model trained on the kept clips sees too few "
        + (found.shift() < 0 ? "bad" : "good")
        + " clips.";
  }

  /** A probability as papers write it. */
  static String probability(double p) {
    return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
  }
}
