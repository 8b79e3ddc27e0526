package org.mosingest.daemon.doctor.earlier;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.state.Hold;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;

/** Whether another run is at work on this corpus or output. */
public final class HoldCheck implements Check {

  private static final String TODO =
      "wait for that run or stop it; until then, a run exits with status 4";

  @Override
  public String name() {
    return "hold";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    if (!Files.isDirectory(subject.options().folder())) {
      return;
    }
    Optional<String> corpus = Hold.holderOfCorpus(subject.options().folder());
    corpus.ifPresent(who -> findings.warning("the corpus is held by " + who, List.of(), TODO));
    Optional<String> output = Hold.holderOfOutput(subject.options().output());
    output.ifPresent(who -> findings.warning("the output is held by " + who, List.of(), TODO));
    Optional<String> progress = Hold.holderOfOutput(subject.options().progressPath());
    progress.ifPresent(
        who -> findings.warning("the download progress is held by " + who, List.of(), TODO));
    Optional<String> replay = Hold.holderOfOutput(subject.options().manifestOut());
    replay.ifPresent(
        who -> findings.warning("the replay manifest is held by " + who, List.of(), TODO));
    if (findings.isEmpty()) {
      findings.ok("no other run is active on this corpus");
    }
  }
}
