package org.mosingest.daemon.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.packed.EnumColumn;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.core.state.RecordedProgress;

/**
 * The clips without a row: those of the manifest, each with the reason that is known for it, and
 * those that the manifest does not name. Owned by one thread.
 */
final class RowlessClips {

  private enum Outcome {
    WITH_ROW,
    DEDUP,
    DOWNLOAD_FAILED,
    BROKEN,
    UNSETTLED
  }

  private final RunOptions options;
  private final List<ManifestRow> taken;
  private final ClipIndex index;
  private final Discrepancies found;
  private final EnumColumn<Outcome> outcomes;

  /**
   * The clips of these rows.
   *
   * @param taken the manifest's rows that a run was to take
   * @param index knows which of them have a row
   */
  RowlessClips(RunOptions options, List<ManifestRow> taken, ClipIndex index, Discrepancies found) {
    this.options = options;
    this.taken = taken;
    this.index = index;
    this.found = found;
    this.outcomes = new EnumColumn<>(taken.size(), Outcome.UNSETTLED);
  }

  /**
   * Settles all rows of the manifest.
   *
   * @param inOutput the hashes that the output has rows of
   * @param runUnderWay whether clips may be there that a run has not come to
   */
  void settle(Set<Sha256> inOutput, boolean runUnderWay, ClipCheck check, BoundedLane lane)
      throws IOException, InterruptedException, MachineFaultException {
    takeOver();
    for (ManifestRow row : taken) {
      Outcome before = outcomes.get(row.index());
      boolean failed = before == Outcome.DOWNLOAD_FAILED;
      if (!row.isRepeat() && (failed || before == Outcome.UNSETTLED)) {
        lane.submit(
            () ->
                outcomes.set(row.index(), look(row.clip(), failed, inOutput, runUnderWay, check)));
      }
    }
    lane.await();
    for (ManifestRow row : taken) {
      if (row.isRepeat()) {
        Outcome first = outcomes.get(row.firstIndex());
        outcomes.set(row.index(), first == Outcome.WITH_ROW ? Outcome.DEDUP : first);
      }
    }
  }

  /** What the output, the list of failures and the download progress say. */
  private void takeOver() throws IOException {
    FailuresFile.read(
        options.failuresOut(),
        taken,
        failure ->
            outcomes.set(
                failure.row(),
                switch (failure.kind()) {
                  case DOWNLOAD -> Outcome.DOWNLOAD_FAILED;
                  case BROKEN -> Outcome.BROKEN;
                }));
    boolean unknown = false;
    for (ManifestRow row : taken) {
      if (!row.isRepeat() && index.hasRow(row)) {
        outcomes.set(row.index(), Outcome.WITH_ROW);
      }
      unknown |= isUnknown(row);
    }
    // Not held while clips are looked at; and after a run that ended it is not needed at all.
    if (unknown
        && RecordedProgress.read(options.progressPath())
            instanceof RecordedProgress.Entries entries) {
      for (ManifestRow row : taken) {
        if (isUnknown(row) && entries.failure(row.clip()).isPresent()) {
          outcomes.set(row.index(), Outcome.DOWNLOAD_FAILED);
        }
      }
    }
  }

  private boolean isUnknown(ManifestRow row) {
    return !row.isRepeat() && outcomes.get(row.index()) == Outcome.UNSETTLED;
  }

  /** A clip of which neither the output nor the list of failures tells, or that has come since. */
  private Outcome look(
      Clip clip, boolean failed, Set<Sha256> inOutput, boolean runUnderWay, ClipCheck check)
      throws IOException, InterruptedException, MachineFaultException {
    if (runUnderWay) {
      return failed ? Outcome.DOWNLOAD_FAILED : Outcome.UNSETTLED;
    }
    return switch (check.hold(clip)) {
      case ClipCheck.Held.Bytes(var content) when inOutput.contains(content.sha256()) ->
          Outcome.DEDUP;
      case ClipCheck.Held.Bytes _ -> {
        found.add(
            Discrepancy.Kind.EXTRA,
            clip,
            0,
            failed
                ? "its download failed, but it exists now; the next run reads it"
                : "no run has given it a row; the next run reads it");
        yield Outcome.UNSETTLED;
      }
      case ClipCheck.Held.Nothing _ -> failed ? Outcome.DOWNLOAD_FAILED : Outcome.UNSETTLED;
    };
  }

  /** Looks for clips on the disk that neither the manifest nor the output names. */
  void lookForOthers() throws IOException {
    Path corpus = options.folder();
    Set<String> endings = index.endings();
    for (String folder : index.folders()) {
      // The corpus folder itself may hold anything below the levels that have clips.
      int deepest = folder.isEmpty() ? index.levels() : Integer.MAX_VALUE;
      FoundFiles.in(
          corpus.resolve(folder),
          deepest,
          endings,
          name -> {
            String path = folder.isEmpty() ? name : folder + "/" + name;
            if (!index.names(path, corpus)) {
              found.extra(name, path, "it is not in the manifest");
            }
          });
    }
  }

  ManifestBooks books() {
    return new ManifestBooks(
        taken.size(),
        count(Outcome.WITH_ROW),
        count(Outcome.DEDUP),
        count(Outcome.DOWNLOAD_FAILED),
        count(Outcome.BROKEN),
        count(Outcome.UNSETTLED),
        index.notInManifest());
  }

  private int count(Outcome outcome) {
    return outcomes.count(outcome);
  }
}
