package org.mosingest.daemon.doctor.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.mosingest.core.content.Moments;
import org.mosingest.core.labels.LabelBooks;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;
import org.mosingest.daemon.doctor.finding.Finding.Blame;
import org.mosingest.daemon.doctor.finding.Findings;
import org.mosingest.daemon.doctor.subject.Check;
import org.mosingest.daemon.doctor.subject.Folders;
import org.mosingest.daemon.doctor.subject.Subject;
import org.mosingest.daemon.machine.FreeSpace;
import org.mosingest.transfer.HeadAnswer;

/** Whether the clips that are to be fetched fit on the disk. */
public final class DiskCheck implements Check {

  /** Of the normal distribution: an estimate that is exceeded in one case of forty. */
  private static final double UPPER = 1.96;

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public void look(Subject subject, Findings findings) throws IOException, InterruptedException {
    Path folder =
        Folders.nearest(
            subject.options().folder().resolve(subject.options().manifest().clipsSubdir()));
    FreeSpace.Room room = subject.equipment().disk().space().of(folder);
    long reserve = subject.equipment().disk().on(room);
    long usable = Math.max(0, room.free() - reserve);
    String free =
        ByteFormat.TENTHS.of(room.free())
            + " free for clips, "
            + ByteFormat.TENTHS.of(reserve)
            + " of them kept free by --min-free";
    long clips = subject.toFetch();
    if (clips == 0) {
      findings.ok(free + "; there is nothing to download");
      return;
    }
    Moments.Summary sizes = sizes(subject);
    LabelBooks labels = subject.labels().orElseThrow();
    long asked = subject.toAsk();
    long archived = subject.archivedBytes();
    if (asked == 0) {
      weigh((double) archived, 0, "the archives", usable, free, clips, labels, findings);
      return;
    }
    if (sizes.count() == 0) {
      if (labels.disk().clips() == 0) {
        findings.note(
            free
                + "; how much "
                + Counted.of(asked, "clip needs", "clips need")
                + " is not known: no server sent a length",
            List.of(),
            "check more clips with --samples, or watch the disk; a run waits while it is full");
        return;
      }
      long mean = labels.disk().clipBytes() / labels.disk().clips();
      weigh(
          archived + asked * (double) mean,
          0,
          "the clips on disk",
          usable,
          free,
          clips,
          labels,
          findings);
      return;
    }
    double spread = asked * sizes.stdDev() / Math.sqrt((double) sizes.count());
    weigh(
        archived + asked * sizes.mean(),
        UPPER * spread,
        Counted.of(sizes.count(), "clip") + " whose size a server sent",
        usable,
        free,
        clips,
        labels,
        findings);
  }

  private static Moments.Summary sizes(Subject subject) throws IOException, InterruptedException {
    Moments moments = new Moments();
    if (subject.samples() > 0) {
      for (HeadAnswer head : subject.heads()) {
        if (head instanceof HeadAnswer.Answered answer && answer.isThere()) {
          answer.length().ifPresent(moments::add);
        }
      }
    }
    return moments.summary();
  }

  private static void weigh(
      double need,
      double margin,
      String by,
      long usable,
      String free,
      long clips,
      LabelBooks labels,
      Findings findings) {
    double rest = Math.max(0, need - labels.disk().partBytes());
    String text =
        "%s about %s more, give or take %s, judging by %s; %s"
            .formatted(
                Counted.of(clips, "clip needs", "clips need"),
                ByteFormat.TENTHS.of(Math.round(rest)),
                ByteFormat.TENTHS.of(Math.round(margin)),
                by,
                free);
    String todo =
        "free space, use a larger disk, or lower --min-free; a run waits while the disk is full";
    if (rest > usable) {
      findings.problem(Blame.MACHINE, text, List.of(), todo);
    } else if (rest + margin > usable) {
      findings.warning(text, List.of(), todo);
    } else {
      findings.ok(text);
    }
  }
}
