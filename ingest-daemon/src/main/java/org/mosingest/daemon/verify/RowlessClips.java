package org.mosingest.daemon.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.core.options.RunOptions;
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
  private final @Nullable Outcome[] outcomes;

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
    this.outcomes = new Outcome[taken.size()];
  }

  /**
   * Settles all rows of the manifest.
   *
   * @param inOutput the hashes that the output has rows of
   * @param runUnderWay whether clips may be there that a run has not come to
   */
  void settle(Set<Sha256> inOutput, boolean runUnderWay, ClipCheck check, BoundedLane lane)
      throws IOException, InterruptedException, MachineFaultException {
    ClipFailure.Kind[] failures = new ClipFailure.Kind[taken.size()];
    FailuresFile.read(
        options.failuresOut(), taken, failure -> failures[failure.row()] = failure.kind());
    RecordedProgress progress = RecordedProgress.read(options.progressPath());
    for (ManifestRow row : taken) {
      ClipFailure.@Nullable Kind failure = failures[row.index()];
      if (row.isRepeat()) {
        continue;
      }
      if (index.hasRow(row)) {
        outcomes[row.index()] = Outcome.WITH_ROW;
      } else if (failure == ClipFailure.Kind.BROKEN) {
        outcomes[row.index()] = Outcome.BROKEN;
      } else {
        boolean failed =
            failure != null
                || (progress instanceof RecordedProgress.Entries entries
                    && entries.failure(row.clip()).isPresent());
        lane.submit(
            () -> outcomes[row.index()] = look(row.clip(), failed, inOutput, runUnderWay, check));
      }
    }
    lane.await();
    for (ManifestRow row : taken) {
      if (row.isRepeat()) {
        Outcome first = outcome(row.firstIndex());
        outcomes[row.index()] = first == Outcome.WITH_ROW ? Outcome.DEDUP : first;
      }
    }
  }

  private Outcome outcome(int row) {
    return Optional.ofNullable(outcomes[row]).orElse(Outcome.UNSETTLED);
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
    return Math.toIntExact(
        Arrays.stream(outcomes)
            .filter(each -> Optional.ofNullable(each).orElse(Outcome.UNSETTLED) == outcome)
            .count());
  }
}
