package org.mosingest.cli.view;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.verify.Discrepancy;
import org.mosingest.daemon.verify.Discrepancy.Kind;
import org.mosingest.daemon.verify.VerificationReport;

/** What is said of a verification while it is made and at its end. Not thread-safe. */
public final class VerificationLines {

  private static final long PAUSE_NANOS = 5_000_000_000L;
  private static final int LOOK_EVERY = 1000;

  /** So many of a kind are named: the rest is in the JSON. */
  private static final int NAMED = 5;

  private final PrintWriter err;
  private long lastSaid = System.nanoTime();

  /** Lines to that writer. */
  public VerificationLines(PrintWriter err) {
    this.err = err;
  }

  /** That many rows were read; says so now and then. */
  public void verified(long rows) {
    if (rows % LOOK_EVERY == 0 && System.nanoTime() - lastSaid > PAUSE_NANOS) {
      lastSaid = System.nanoTime();
      err.println("verifying: " + Counted.of(rows, "row"));
      err.flush();
    }
  }

  /** Names the first of each kind. */
  public void named(VerificationReport report) {
    for (Kind kind : Kind.values()) {
      int found = report.discrepancies().count(kind);
      report.discrepancies().of(kind).limit(NAMED).forEach(each -> err.println(line(each)));
      if (found > NAMED) {
        err.println(
            VerificationJson.word(kind)
                + ": and "
                + (found - NAMED)
                + " more; --json names them all");
      }
    }
    if (report.runUnderWay()) {
      err.println("note: a run is active here; what it has not reached yet is not checked");
    }
    err.flush();
  }

  private static String line(Discrepancy found) {
    return VerificationJson.word(found.kind())
        + ": "
        + (found.path().isEmpty() ? "" : Text.printable(found.path()) + ", ")
        + (found.line() > 0 ? "line " + found.line() + ": " : "")
        + found.why();
  }

  /** All in one line. */
  public static String summary(VerificationReport report, Path output) {
    StringBuilder line = new StringBuilder();
    line.append(report.sound() ? "ok: " : "NOT OK: ")
        .append(Text.printable(output.toString()))
        .append(": ")
        .append(report.ok())
        .append(" of ")
        .append(
            Counted.of(report.rows(), "row agrees with its clip", "rows agree with their clips"));
    List<String> others = new ArrayList<>();
    if (report.unchecked() > 0) {
      others.add(report.unchecked() + " not in the sample");
    }
    for (Kind kind : Kind.values()) {
      int number = report.discrepancies().count(kind);
      if (number > 0) {
        others.add(number + " " + VerificationJson.word(kind));
      }
    }
    if (report.books().unsettled() > 0) {
      others.add(
          report.books().unsettled()
              + " of "
              + Counted.of(report.books().manifestRows(), "manifest row")
              + " without an outcome");
    }
    if (!others.isEmpty()) {
      line.append("; ").append(String.join(", ", others));
    }
    line.append(" (")
        .append(report.work().known())
        .append(" unchanged, ")
        .append(report.work().hashed())
        .append(" hashed)");
    return line.toString();
  }
}
