package org.mosingest.daemon.doctor.earlier;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.RecordedProgress;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;

/** What earlier runs recorded of the downloads. */
public final class ProgressCheck implements Check {

  private static final int MOST_REASONS = 8;

  @Override
  public String name() {
    return "progress";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    String file = Text.printable(subject.options().progressPath().toString());
    switch (subject.recorded()) {
      case RecordedProgress.Absent absent ->
          findings.ok("no earlier run has recorded anything in " + file);
      case RecordedProgress.Unreadable unreadable ->
          findings.warning(
              file + " is not a download progress file",
              List.of(),
              "fix or delete it: a run would keep it as " + file + ".unreadable and start fresh");
      case RecordedProgress.Entries entries when entries.failed() == 0 ->
          findings.ok(file + ": " + Counted.of(entries.done(), "clip") + " done, none failed");
      case RecordedProgress.Entries entries ->
          findings.note(
              file
                  + ": "
                  + Counted.of(entries.done(), "clip")
                  + " done, "
                  + entries.failed()
                  + " failed",
              reasons(entries.failedByWord()),
              "give --retry-failed, or --retry-failed=REGEX for some reasons; otherwise these clips"
                  + " are not retried");
    }
  }

  private static List<String> reasons(Map<String, Integer> words) {
    return words.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .map(entry -> Text.printable(entry.getKey()) + ": " + entry.getValue())
        .toList();
  }
}
