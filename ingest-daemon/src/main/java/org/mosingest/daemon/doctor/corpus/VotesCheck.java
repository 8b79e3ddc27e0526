package org.mosingest.daemon.doctor.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.csv.BadTableException;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Text;
import org.mosingest.core.votes.VoteBooks;
import org.mosingest.core.votes.VoteColumns;
import org.mosingest.core.votes.VoteFiles;
import org.mosingest.core.votes.VoteTables;
import org.mosingest.core.votes.Votes;
import org.mosingest.daemon.doctor.finding.Finding;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;

/** What the votes tables give, and which lie there unused. */
public final class VotesCheck implements Check {

  @Override
  public String name() {
    return "votes";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    if (subject.manifest().isEmpty()) {
      return;
    }
    Manifest manifest = subject.manifest().get();
    Corpus corpus = subject.options().corpus();
    VoteFiles given = subject.options().manifest().votes();
    if (!given.files().isEmpty()) {
      given(given, corpus, manifest.rows(), findings);
    }
    Set<Path> used = new HashSet<>();
    for (Path file : manifest.sources()) {
      used.add(file.toRealPath());
    }
    for (Path file : ManifestReader.tables(corpus, subject.options().folder())) {
      if (Files.exists(file)) {
        used.add(file.toRealPath());
      }
    }
    for (Path file : given.files()) {
      if (Files.exists(file)) {
        used.add(file.toRealPath());
      }
    }
    for (Path file : VoteTables.near(corpus, subject.options().folder())) {
      if (used.add(file.toRealPath())) {
        unused(file, given.columns(), corpus, manifest.rows(), findings);
      }
    }
  }

  private static void given(
      VoteFiles given, Corpus corpus, List<ManifestRow> rows, Findings findings)
      throws IOException {
    VoteBooks books;
    try {
      books = Votes.join(given, corpus, rows).books();
    } catch (BadTableException e) {
      findings.problem(Finding.Blame.INPUT, String.valueOf(e.getMessage()), List.of(), e.hint());
      return;
    }
    if (books.counted() == 0) {
      findings.warning(
          "no vote in these tables is for a clip of the manifest",
          List.of(),
          "check that they belong to this corpus, and which column has the names"
              + " (--votes-columns)");
    }
    findings.warnOf(
        books.bad(),
        count -> Counted.of(count, "bad vote is left out", "bad votes are left out"),
        "fix these lines, or continue without them: they are counted as bad_votes");
    findings.noteOf(
        books.withoutRow(),
        count -> Counted.of(count, "vote is", "votes are") + " for a clip that is in no row",
        "nothing, if the manifest leaves these clips out on purpose");
    findings.warnOf(
        books.beyondScale(),
        count ->
            Counted.of(
                count,
                "vote is outside the scale; it counts",
                "votes are outside the scale; they count"),
        "delete the lines if the value is a code for no answer");
    findings.warnOf(
        books.otherMos(),
        count ->
            Counted.of(
                count,
                "clip has votes whose mean differs from its MOS",
                "clips have votes whose mean differs from their MOS"),
        "nothing, if votes were screened or scaled before the MOS was computed: the manifest's MOS"
            + " is kept");
    findings.noteOf(
        books.rowsWithout(),
        count -> Counted.of(count, "row has", "rows have") + " no vote",
        "nothing: they keep the manifest's values");
    if (findings.isEmpty()) {
      findings.ok(
          Counted.of(books.counted(), "vote") + ", some for every row, whose means match the MOS");
    }
  }

  private static void unused(
      Path file, VoteColumns columns, Corpus corpus, List<ManifestRow> rows, Findings findings)
      throws IOException {
    String shown = Text.printable(file.toString());
    Votes.Look look;
    try {
      look = Votes.look(file, columns, corpus, rows);
    } catch (BadTableException e) {
      if (VoteTables.namedSo(file)) {
        findings.note(
            shown + " has the name of a votes table, but cannot be read as one",
            List.of(String.valueOf(e.getMessage())),
            e.hint() + "; nothing, if it has no votes");
      }
      return;
    }
    // Any other table has a row for a clip.
    if (look.most() > 1) {
      findings.note(
          "%s is not used: %s of %s, %d to %d for each, would fill mos_std_dev and n_ratings"
              .formatted(
                  shown,
                  Counted.of(look.votes(), "vote"),
                  Counted.of(look.clips(), "clip"),
                  look.least(),
                  look.most()),
          List.of(),
          "give --votes " + shown + " to use them; docs/votes.md");
    }
  }
}
