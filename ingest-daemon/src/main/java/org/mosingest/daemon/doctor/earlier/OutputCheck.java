package org.mosingest.daemon.doctor.earlier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mosingest.core.jsonl.JsonlFile;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;

/** The output of earlier runs. */
public final class OutputCheck implements Check {

  @Override
  public String name() {
    return "output";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    Path output = subject.options().output();
    String shown = Text.printable(output.toString());
    if (!Files.isRegularFile(output)) {
      findings.ok(shown + " is new");
      return;
    }
    JsonlFile.Found found = JsonlFile.look(output);
    if (found.malformedLines() > 0) {
      findings.warning(
          shown
              + ": "
              + Counted.of(
                  found.malformedLines(), "line is not a JSON object", "lines are not JSON objects")
              + ", the first is line "
              + found.firstMalformedLine(),
          List.of(),
          "check them: a run leaves them unchanged, and readers of the file may fail on them");
    }
    if (found.tornBytes() > 0) {
      findings.note(
          shown + ": the last line is incomplete after " + Counted.of(found.tornBytes(), "byte"),
          List.of(),
          "nothing: a run moves it to " + Text.printable(JsonlFile.tornFile(output).toString()));
    }
    if (found.rows() > 0) {
      findings.note(
          shown + " has " + Counted.of(found.rows(), "row") + " already",
          List.of(),
          "nothing, to continue: these rows stay unchanged, even if a MOS was corrected since; give"
              + " another --output to start over");
    } else if (findings.isEmpty()) {
      findings.ok(shown + " has no rows yet");
    }
  }
}
