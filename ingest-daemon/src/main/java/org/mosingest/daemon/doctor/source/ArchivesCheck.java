package org.mosingest.daemon.doctor.source;

import java.io.IOException;
import java.util.List;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.doctor.finding.Finding;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.daemon.doctor.subject.Subject.ArchivesReading;
import org.mosingest.transfer.ClipSource;
import org.mosingest.transfer.archive.Archives;
import org.mosingest.transfer.archive.ZipArchive;

/** What the archives hold of the clips, before a byte of one is fetched. */
public final class ArchivesCheck implements Check {

  @Override
  public String name() {
    return "archives";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    switch (subject.archives()) {
      case ArchivesReading.None() -> {}
      case ArchivesReading.NotRead() ->
          findings.note(
              "archives were not read", List.of(), "give --samples a number above 0 to read them");
      case ArchivesReading.Unreadable(String why) ->
          findings.problem(
              Finding.Blame.MACHINE,
              why,
              List.of(),
              "fix that, or give another --archive: a run would stop before it writes anything");
      case ArchivesReading.Read(Archives archives) -> say(archives, subject, findings);
    }
  }

  private static void say(Archives archives, Subject subject, Findings findings)
      throws IOException {
    List<ManifestRow> rows = subject.manifest().orElseThrow().rows();
    Examples.Counter bad = new Examples.Counter();
    int clips = 0;
    int found = 0;
    for (ManifestRow row : rows) {
      if (row.isRepeat()) {
        continue;
      }
      clips++;
      switch (ClipSource.of(row.clip(), archives)) {
        case ClipSource.Member _ -> found++;
        // Clips that are nowhere are counted with those on the disk.
        case ClipSource.Unusable(var reason)
            when reason.word().isOfArchive() && reason.word() != ReasonWord.NOT_IN_ARCHIVE ->
            bad.add(row.clip().name() + ": " + reason);
        case ClipSource.Unusable _, ClipSource.Web _, ClipSource.None _ -> {}
      }
    }
    int members = archives.all().stream().mapToInt(ZipArchive::files).sum();
    findings.ok(
        found
            + " of "
            + Counted.of(clips, "clip is", "clips are")
            + " in the archives, which have "
            + Counted.of(members, "member"),
        archives.all().stream()
            .map(
                archive ->
                    archive.place().text()
                        + ": "
                        + Counted.of(archive.files(), "member")
                        + ", the SHA-256 of its directory is "
                        + archive.directory().hex()
                        + HostsCheck.met(archive.url().orElse(null), subject))
            .toArray(String[]::new));
    findings.warnOf(
        bad.examples(),
        count -> Counted.of(count, "clip") + " cannot be extracted from the archives",
        "give the archives that have them, or put the clips in place: a run would mark them"
            + " failed");
  }
}
