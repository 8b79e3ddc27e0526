package org.mosingest.daemon.doctor.corpus;

import java.io.IOException;
import org.mosingest.core.corpus.Oddity;
import org.mosingest.core.labels.LabelBooks;
import org.mosingest.core.profile.MosScale;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;

/** The labels against each other and against the scale. */
public final class LabelsCheck implements Check {

  @Override
  public String name() {
    return "labels";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    if (subject.labels().isEmpty()) {
      return;
    }
    LabelBooks labels = subject.labels().get();
    MosScale scale = subject.options().corpus().scale();
    findings.warnOf(
        labels.contradictions(),
        count -> Counted.of(count, "row repeats", "rows repeat") + " a clip with another MOS",
        "decide which is right and delete the other: the first row is used");
    findings.warnOf(
        subject.manifest().map(manifest -> manifest.odd(Oddity.OTHER_URL)).orElse(Examples.NONE),
        count -> Counted.of(count, "row repeats", "rows repeat") + " a clip with another URL",
        "check whether they are the same clip: the first URL is used, and the clip gets one row");
    findings.warnOf(
        labels.offScale(),
        count ->
            Counted.of(count, "row has", "rows have")
                + " a MOS outside the scale of "
                + scale.lowest()
                + " to "
                + scale.highest(),
        "check that this is the right column and scale: the values are used unchanged");
    findings.noteOf(
        labels.equalRepeats(),
        count -> Counted.of(count, "row repeats", "rows repeat") + " a clip with the same MOS",
        "nothing; they are counted as duplicates");
    if (findings.isEmpty()) {
      findings.ok(
          Counted.of(labels.labels(), "label")
              + ", each for another clip, within "
              + scale.lowest()
              + " to "
              + scale.highest());
    }
  }
}
