package org.mosingest.cli.view;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.Diagnosis;
import org.mosingest.daemon.doctor.finding.Finding;

/** What a doctor found, as lines: what is worst is said last, where the eye is. */
public final class DiagnosisLines {

  /** Severity and check stand before the text, a blank after each. */
  private static final int SEVERITY = 8;

  private static final int CHECK = 12;
  private static final int FEWEST_TEXT_COLUMNS = 40;

  private final OutputStyle paper;
  private final List<String> lines = new ArrayList<>();

  private DiagnosisLines(OutputStyle paper) {
    this.paper = paper;
  }

  /** The lines, no wider than the paper where words allow it. */
  public static List<String> of(Diagnosis diagnosis, OutputStyle paper) {
    DiagnosisLines lines = new DiagnosisLines(paper);
    diagnosis.findings().forEach(lines::say);
    lines.lines.add("");
    lines.lines.add(lines.paper.palette().written(lines.sum(diagnosis)));
    return lines.lines;
  }

  /** A severity's fixed word, in text and in JSON. */
  public static String word(Finding finding) {
    return switch (finding) {
      case Finding.Ok ok -> "ok";
      case Finding.Note note -> "note";
      case Finding.Warning warning -> "warning";
      case Finding.Problem problem -> "problem";
    };
  }

  private void say(Finding finding) {
    Palette palette = paper.palette();
    AttributedString severity =
        switch (finding) {
          case Finding.Ok ok -> palette.good("ok");
          case Finding.Note note -> palette.plain("note");
          case Finding.Warning warning -> palette.warning("warning");
          case Finding.Problem problem -> palette.bad("problem");
        };
    List<String> found = wrapped(finding.found());
    lines.add(
        palette.written(
            new AttributedStringBuilder()
                .append(severity)
                .append(" ".repeat(SEVERITY + 1 - severity.length()))
                .append(("%-" + CHECK + "s ").formatted(finding.check()))
                .append(found.getFirst())
                .toAttributedString()));
    found.stream().skip(1).forEach(line -> lines.add(indent() + line));
    finding
        .details()
        .forEach(detail -> lines.add(indent() + "  " + palette.written(palette.faint(detail))));
    switch (finding) {
      case Finding.Ok ok -> {}
      case Finding.Note(var _, var _, var _, String todo) -> todo(todo);
      case Finding.Warning(var _, var _, var _, String todo) -> todo(todo);
      case Finding.Problem(var _, var _, var _, String todo, var _) -> todo(todo);
    }
  }

  private void todo(String todo) {
    List<String> wrapped = wrapped("fix: " + todo);
    wrapped.forEach(line -> lines.add(indent() + line));
  }

  private static String indent() {
    return " ".repeat(SEVERITY + CHECK + 2);
  }

  /**
   * Broken between words; a word that is too long stands as it is, or a path could not be copied.
   */
  private List<String> wrapped(String text) {
    int width = Math.max(FEWEST_TEXT_COLUMNS, paper.columns() - SEVERITY - CHECK - 2);
    List<String> broken = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        broken.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    broken.add(line.toString());
    return broken;
  }

  private AttributedString sum(Diagnosis diagnosis) {
    long problems = diagnosis.findings().stream().filter(Finding.Problem.class::isInstance).count();
    long warnings = diagnosis.findings().stream().filter(Finding.Warning.class::isInstance).count();
    String counts = Counted.of(problems, "problem") + ", " + Counted.of(warnings, "warning");
    return switch (diagnosis.verdict()) {
      case FIT -> paper.palette().good(counts + ": a run can start");
      case BAD_INPUT ->
          paper.palette().bad(counts + ": a run would be useless; fix the input first");
      case UNUSABLE -> paper.palette().bad(counts + ": a run would stop; fix this machine first");
    };
  }
}
