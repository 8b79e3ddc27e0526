package org.mosingest.daemon.doctor.corpus;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.csv.TableLines;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.ManifestReading;
import org.mosingest.daemon.doctor.subject.Subject;

/** Whether there is a manifest, it can be read, and it is the right corpus's. */
public final class ManifestCheck implements Check {

  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    switch (subject.reading()) {
      case ManifestReading.Unreadable(var why, var _) ->
          findings.problem(Blame.INPUT, String.valueOf(why.getMessage()), List.of(), why.hint());
      case ManifestReading.Read(Manifest manifest, var _) -> read(manifest, subject, findings);
    }
  }

  private static void read(Manifest manifest, Subject subject, Findings findings)
      throws IOException {
    String sources =
        manifest.sources().stream()
            .map(source -> Text.printable(source.toString()))
            .collect(Collectors.joining(" and "));
    int floor = subject.options().manifest().floor();
    if (manifest.dataRows() < floor) {
      findings.problem(
          Blame.INPUT,
          sources
              + " has "
              + Counted.of(manifest.dataRows(), "data row")
              + ", fewer than the minimum of "
              + floor,
          List.of(),
          subject.options().corpus().wrongCorpusHint()
              + "; for a deliberate subset, lower --min-rows");
    } else if (manifest.rows().isEmpty()) {
      findings.problem(
          Blame.INPUT,
          sources + " has no usable row",
          List.of(),
          "give another --manifest-csv, or fix the rows listed below");
    } else {
      findings.ok(
          sources
              + ": "
              + Counted.of(manifest.dataRows(), "data row")
              + ", "
              + manifest.rows().size()
              + " accepted"
              + lines(manifest.lines()));
    }
    if (subject.options().manifest().maxRows().isPresent()) {
      int most = subject.options().manifest().maxRows().getAsInt();
      findings.note(
          "--max-rows takes the first " + Counted.word(most, "row", most + " rows") + " only",
          List.of(),
          "leave it out for the whole corpus; what follows is about these rows");
    }
  }

  /** Where lines and rows are not one to one, what the others are. */
  private static String lines(TableLines lines) {
    String all =
        "; %s: %s"
            .formatted(Counted.of(lines.lines(), "line"), Counted.of(lines.headers(), "header"));
    String blank = lines.blank() == 0 ? "" : ", " + lines.blank() + " blank";
    String inner = lines.inner() == 0 ? "" : ", " + lines.inner() + " within cells";
    return all + blank + inner;
  }
}
