package org.mosingest.daemon.doctor.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.corpus.ColumnsTaken;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.ManifestReading;
import org.mosingest.daemon.doctor.subject.Subject;

/** Which columns of each file are taken for what. */
public final class ColumnsCheck implements Check {

  @Override
  public String name() {
    return "columns";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    for (ManifestReading.FileNotes file : subject.reading().files()) {
      boolean voted = !subject.options().manifest().votes().files().isEmpty();
      file.taken().ifPresent(taken -> say(file.file(), taken, voted, findings));
      findings.warnOf(
          file.ambiguities(),
          count -> file.file() + ": the header can be read in " + Counted.of(count, "other way"),
          "give each column a header of its own");
    }
  }

  private static void say(String file, ColumnsTaken taken, boolean voted, Findings findings) {
    String roles =
        "name from %s, MOS from %s, URL from %s, spread from %s, count from %s"
            .formatted(
                shown(taken.name()),
                shown(taken.mos()),
                shown(taken.url()),
                shown(taken.spread()),
                shown(taken.count()));
    List<String> details = new ArrayList<>();
    if (!taken.ignored().isEmpty()) {
      details.add("not used: " + shown(taken.ignored()));
    }
    List<String> lacking = new ArrayList<>();
    if (taken.spread().isEmpty() && !voted) {
      lacking.add("mos_std_dev will be 0.0");
    }
    if (taken.count().isEmpty() && !voted) {
      lacking.add("n_ratings will be 0");
    }
    if (lacking.isEmpty()) {
      findings.ok(file + ": " + roles, details.toArray(String[]::new));
    } else {
      findings.note(
          file + ": " + roles + "; " + String.join(", ", lacking) + " in every row",
          details,
          "nothing, if the file has no such column; otherwise rename its header to one listed in"
              + " docs/running.md");
    }
  }

  private static String shown(List<String> headers) {
    return headers.isEmpty() ? "no column" : "'" + String.join("', else '", headers) + "'";
  }
}
