package org.mosingest.daemon.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.FailureTable;
import org.mosingest.core.failures.FailuresFile;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonKind;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.DownloadProgress;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Which of a run's clips are failed or broken by now: those it settled so itself, and those that
 * earlier runs did and that it has not come to. Starts from what the last run left in the {@link
 * FailuresFile} and ends by writing it anew.
 *
 * <p>A clip is known by the first of the manifest's rows that name it. Safe for many threads.
 */
final class FailedClips {

  private final Object lock = new Object();
  private final Path folder;
  private final ClipStore store;
  private final List<ManifestRow> rows;
  private final Pass pass;
  private final DownloadProgress progress;

  @GuardedBy("lock")
  private final FailureTable failures;

  /** Attempts of this run. */
  @GuardedBy("lock")
  private final int[] attempts;

  /** Clips that this run has settled, or found settled by its own earlier passes. */
  @GuardedBy("lock")
  private final BitSet settled = new BitSet();

  private FailedClips(
      Path folder, ClipStore store, List<ManifestRow> rows, Pass pass, DownloadProgress progress) {
    this.folder = folder;
    this.store = store;
    this.rows = rows;
    this.pass = pass;
    this.progress = progress;
    this.failures = new FailureTable(rows, ClipUrl::masked);
    this.attempts = new int[rows.size()];
  }

  /**
   * Takes over what is known of earlier failures.
   *
   * @param pass about to begin or to be taken up
   * @param store where the clips are
   * @param earlier the failures of what the pass has settled; empty if the file beside the output
   *     tells them
   * @throws IOException if what is known cannot be read
   */
  static FailedClips open(
      RunOptions options,
      Manifest manifest,
      Pass pass,
      DownloadProgress progress,
      ClipStore store,
      Optional<FailureSource> earlier)
      throws IOException {
    FailedClips clips = new FailedClips(options.folder(), store, manifest.rows(), pass, progress);
    FailuresFile.read(options.failuresOut(), manifest.rows(), clips::found);
    if (earlier.isPresent()) {
      clips.forgetSettled();
      earlier.get().forEach(clips::settledBefore);
    }
    return clips;
  }

  private void found(ClipFailure failure) {
    synchronized (lock) {
      failures.put(failure);
    }
  }

  /**
   * Where somebody else keeps what the pass has settled, the file knows less: it was not written
   * when the pass was cut off.
   */
  private void forgetSettled() {
    synchronized (lock) {
      for (ManifestRow row : rows) {
        if (!row.isRepeat() && pass.settled(row.index())) {
          failures.remove(row.index());
          settled.set(row.index());
        }
      }
    }
  }

  private void settledBefore(ClipFailure failure) {
    if (pass.settled(failure.row())) {
      int clip = rows.get(failure.row()).firstIndex();
      synchronized (lock) {
        failures.put(failure.ofRow(clip));
        settled.set(clip);
      }
    }
  }

  /** An attempt at a row's clip has ended, however. */
  void attempted(ManifestRow row) {
    synchronized (lock) {
      attempts[clipOf(row)]++;
    }
  }

  /** A row's clip is settled. */
  void settled(ManifestRow row, Settlement settlement) {
    switch (settlement) {
      case Settlement.Ingested _, Settlement.Known _ -> put(clipOf(row), Optional.empty());
      case Settlement.Repeat _ -> {}
      case Settlement.Failed(ClipFailure failure) -> put(clipOf(row), Optional.of(failure));
    }
  }

  /** The failure of a row's clip that this run has found. */
  ClipFailure now(ManifestRow row, ClipFailure.Kind kind, Reason reason) {
    int clip = clipOf(row);
    return failure(clip, kind, reason, OptionalInt.of(attemptsOf(clip)));
  }

  /** The failure of a row's clip that an earlier run has found, as far as that is known. */
  ClipFailure before(ManifestRow row, Reason reason) {
    return failedBefore(clipOf(row), reason);
  }

  private void put(int clip, Optional<ClipFailure> failure) {
    synchronized (lock) {
      failure.ifPresentOrElse(one -> failures.put(one.ofRow(clip)), () -> failures.remove(clip));
      settled.set(clip);
    }
  }

  private int attemptsOf(int clip) {
    synchronized (lock) {
      return attempts[clip];
    }
  }

  private ClipFailure failedBefore(int clip, Reason reason) {
    Optional<ClipFailure> known;
    synchronized (lock) {
      known = failures.get(clip);
    }
    ClipFailure now = failure(clip, ClipFailure.Kind.DOWNLOAD, reason, OptionalInt.empty());
    return known
        .filter(one -> one.kind() == now.kind() && one.reason().equals(reason))
        .map(one -> now.triedAt(one.at(), one.attempts()))
        .orElse(now);
  }

  private ClipFailure failure(int clip, ClipFailure.Kind kind, Reason reason, OptionalInt tried) {
    Clip which = rows.get(clip).clip();
    long kept = kind == ClipFailure.Kind.DOWNLOAD ? Downloads.kept(which.in(folder)) : 0;
    return new ClipFailure(
        clip,
        which.name().value(),
        ClipUrl.masked(which.url()),
        kind,
        reason,
        Instant.now(),
        tried,
        kept);
  }

  /** The first of the manifest's rows that name the clip, whichever the pass takes. */
  private int clipOf(ManifestRow row) {
    return rows.get(row.index()).firstIndex();
  }

  /**
   * Writes the file: durable before it is visible. To be called when the run has ended.
   *
   * @throws IOException if it cannot be written; the old file stays
   */
  void write(Path file) throws IOException {
    for (ManifestRow row : rows) {
      synchronized (lock) {
        if (!row.isRepeat() && !settled.get(row.index())) {
          notComeTo(row).ifPresentOrElse(failures::put, () -> failures.remove(row.index()));
        }
      }
    }
    FailuresFile.write(
        file,
        rows,
        row -> {
          synchronized (lock) {
            return failures.get(row.index());
          }
        });
  }

  /**
   * What still holds of a clip that the run has not settled, since it was stopped before: nothing,
   * most often.
   */
  @GuardedBy("lock")
  private Optional<ClipFailure> notComeTo(ManifestRow row) {
    Clip clip = row.clip();
    Optional<ClipFailure> known = failures.get(row.index());
    // Those that were to be tried again and were not come to failed as they did before.
    Optional<String> forbidden = progress.lastReason(clip);
    if (known.isEmpty() && forbidden.isEmpty()) {
      return known;
    }
    Path file = clip.in(folder);
    boolean there = store.stamp(clip, file).isPresent() || Files.exists(file);
    if (known.isPresent() && known.get().kind() == ClipFailure.Kind.BROKEN) {
      return there ? known : Optional.empty();
    }
    if (there || forbidden.isEmpty()) {
      return Optional.empty();
    }
    Reason reason = Reason.parse(forbidden.get());
    if (reason.kind() == ReasonKind.MANIFEST) {
      return known.filter(one -> one.url().equals(ClipUrl.masked(clip.url())));
    }
    return Optional.of(failedBefore(row.index(), reason));
  }
}
