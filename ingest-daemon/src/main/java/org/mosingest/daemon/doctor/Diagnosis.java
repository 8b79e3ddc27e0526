package org.mosingest.daemon.doctor;

import java.util.List;
import org.mosingest.daemon.doctor.finding.Finding;
import org.mosingest.daemon.doctor.finding.Finding.Blame;

/**
 * All that was found.
 *
 * @param findings check by check
 */
public record Diagnosis(List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** What a run would come to. */
  public enum Verdict {
    /** It works. */
    FIT,
    /** It would be useless: the input is bad. */
    BAD_INPUT,
    /** It would stop: the environment is not usable. */
    UNUSABLE
  }

  /** What a run would come to; bad input is said first, since no mended machine makes up for it. */
  public Verdict verdict() {
    if (isBlamed(Blame.INPUT)) {
      return Verdict.BAD_INPUT;
    }
    return isBlamed(Blame.MACHINE) ? Verdict.UNUSABLE : Verdict.FIT;
  }

  private boolean isBlamed(Blame blame) {
    return findings.stream()
        .anyMatch(
            finding -> finding instanceof Finding.Problem problem && problem.blame() == blame);
  }
}
