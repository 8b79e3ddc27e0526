package org.mosingest.daemon.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosingest.core.row.Text;
import org.mosingest.core.state.RecordedProgress;

/** What earlier runs recorded of the downloads. */
final class ProgressCheck implements Check {

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
              file + " is no download progress",
              List.of(),
              "mend or delete it: a run would keep it as " + file + ".unreadable and start fresh");
      case RecordedProgress.Entries(var done, var failed) when failed.isEmpty() ->
          findings.ok(file + ": " + done.size() + " clips done, none failed");
      case RecordedProgress.Entries(var done, var failed) ->
          findings.note(
              file + ": " + done.size() + " clips done, " + failed.size() + " failed",
              reasons(failed),
              "give --retry-failed, or --retry-failed=REGEX on the reason: without it these clips are not asked for again");
    }
  }

  private static List<String> reasons(Map<String, String> failed) {
    Map<String, Integer> words = new TreeMap<>();
    failed
        .values()
        .forEach(reason -> words.merge(Text.printable(reason.split(":", 2)[0]), 1, Integer::sum));
    return words.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(MOST_REASONS)
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }
}
