package org.mosingest.cli.export;

import java.io.PrintWriter;
import java.util.Locale;
import org.mosingest.core.export.ExportProgress;
import org.mosingest.core.export.ExportReport;
import org.mosingest.core.export.PartSummary;
import org.mosingest.core.row.Counted;

/** What is said of an export while it is made, now and then, and at its end. Not thread-safe. */
public final class ExportLines implements ExportProgress {

  private static final long PAUSE_NANOS = 5_000_000_000L;

  private final PrintWriter err;
  private long lastSaid = System.nanoTime();

  /** Lines to that writer. */
  public ExportLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void written(long done, long all) {
    if (System.nanoTime() - lastSaid > PAUSE_NANOS) {
      lastSaid = System.nanoTime();
      err.println("exporting: " + done + " of " + Counted.of(all, "row"));
      err.flush();
    }
  }

  /** What was exported and what was proved. */
  public void done(ExportReport report) {
    for (PartSummary part : report.parts()) {
      if (!part.name().isEmpty()) {
        err.println(
            String.format(
                Locale.ROOT,
                "%s: %s (%.1f %%), mean MOS %.3f",
                part.name(),
                Counted.of(part.rows(), "row"),
                100.0 * part.rows() / report.rows(),
                part.meanMos()));
      }
    }
    if (report.leftOut() > 0) {
      err.println(
          "warning: "
              + Counted.of(
                  report.leftOut(),
                  "line is not a row and was left out",
                  "lines are not rows and were left out"));
    }
    report
        .proof()
        .ifPresent(
            proof ->
                err.println(
                    "no leak: "
                        + Counted.of(proof.hashes(), "different clip")
                        + " and "
                        + Counted.of(proof.groups(), "group")
                        + " are in one part each"
                        + (proof.groups() > 0 && proof.alone() > 0
                            ? "; "
                                + Counted.of(proof.alone(), "row is", "rows are")
                                + " in no group"
                            : "")));
    err.println(
        "exported " + Counted.of(report.rows(), "row") + "; details are in " + report.record());
    err.flush();
  }
}
