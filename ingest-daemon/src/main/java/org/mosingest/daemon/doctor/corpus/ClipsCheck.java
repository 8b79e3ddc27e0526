package org.mosingest.daemon.doctor.corpus;

import java.io.IOException;
import java.util.List;
import org.mosingest.core.labels.ClipsOnDisk;
import org.mosingest.core.labels.LabelBooks;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Subject;

/** The labels against the clips on disk. */
public final class ClipsCheck implements Check {

  @Override
  public String name() {
    return "clips";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException {
    if (subject.labels().isEmpty()) {
      return;
    }
    LabelBooks labels = subject.labels().get();
    ClipsOnDisk disk = labels.disk();
    boolean read = subject.archives() instanceof Subject.ArchivesReading.Read;
    String elsewhere = read ? ", in the archives or a URL" : " or a URL";
    String there =
        disk.clips()
            + " of "
            + Counted.of(labels.labels(), "label has its", "labels have their")
            + " clip on disk";
    if (labels.labels() > 0 && labels.lost().count() == labels.labels()) {
      findings.problem(
          Blame.INPUT,
          Counted.word(
                  labels.labels(), "the only label", "none of the " + labels.labels() + " labels")
              + Counted.word(labels.labels(), " does not have", " has")
              + " a clip on disk"
              + elsewhere,
          labels.lost().first(),
          "put the clips at these paths below the corpus folder, or give a manifest with a url"
              + " column, or --archive");
    } else if (disk.clips() > 0) {
      findings.ok(there + ", " + ByteFormat.TENTHS.of(disk.clipBytes()) + " in all");
    }
    if (labels.lost().count() < labels.labels()) {
      findings.warnOf(
          labels.lost(),
          count ->
              Counted.of(count, "label has", "labels have")
                  + " no clip on disk"
                  + (read ? " or in the archives" : "")
                  + ", and no URL to fetch it from",
          "add these clips, or accept that each fails with "
              + (read ? "not-in-archive or similar" : "no-url-in-manifest"));
    }
    if (subject.inArchives() > 0) {
      findings.ok(
          Counted.of(subject.inArchives(), "label has", "labels have")
              + " no clip on disk but one in the archives");
    }
    int fetchable =
        labels.missing().count() - labels.lost().count() - subject.inArchives() - subject.unknown();
    if (fetchable > 0) {
      findings.ok(Counted.of(fetchable, "label has", "labels have") + " no clip on disk but a URL");
    }
    if (subject.unknown() > 0) {
      findings.note(
          Counted.of(subject.unknown(), "label has", "labels have")
              + " no clip on disk and no URL, and the archives were not read",
          List.of(),
          "see the findings about the archives");
    }
    findings.warnOf(
        disk.almost(),
        count ->
            Counted.of(count, "clip differs from its", "clips differ from their")
                + " label only in case or Unicode form",
        "rename the files to match the labels");
    findings.noteOf(
        disk.unlabelled(),
        count -> Counted.of(count, "clip on disk has no label", "clips on disk have no label"),
        "nothing, if they are not meant to be in the output: they are ignored");
    findings.warnOf(
        disk.blocked(),
        count -> "something other than a file is in the place of " + Counted.of(count, "clip"),
        "move it away; such a clip counts as broken");
    findings.warnOf(
        disk.empty(),
        count -> Counted.of(count, "clip is an empty file", "clips are empty files"),
        "delete them to have them downloaded again");
    if (disk.parts() > 0) {
      findings.note(
          Counted.of(disk.parts(), "unfinished download holds ", "unfinished downloads hold ")
              + ByteFormat.TENTHS.of(disk.partBytes()),
          List.of(),
          "nothing; they are resumed if the server allows it");
    }
  }
}
