package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.mosingest.core.clip.ClipFile;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonKind;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.fetch.MemberTransfer;
import org.mosingest.daemon.fetch.TransferEnd;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.daemon.watch.Whereabouts;
import org.mosingest.transfer.ClipUrls;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.Archives;
import org.mosingest.transfer.http.ClipUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A row's way: from the disk or fetched by the {@link ClipWork}, on to the {@link ClipReading}.
 * Every row that enters settles exactly once, unless the run stops first.
 *
 * <p>Safe for many threads.
 */
final class ClipRoute {

  private static final Logger LOG = LoggerFactory.getLogger(ClipRoute.class);

  private final Path folder;
  private final ClipStore clips;
  private final Decisions decisions;
  private final ClipWork work;
  private final ClipReading reading;
  private final BrokenClips brokenClips;
  private final Settlements settlements;
  private final Whereabouts whereabouts;
  private final FromArchives fromArchives;

  /**
   * What is taken out of archives, and how.
   *
   * @param archives those that the run was given
   */
  record FromArchives(Archives archives, MemberTransfer transfer) {}

  /**
   * The way of a run's rows.
   *
   * @param folder the corpus's
   */
  ClipRoute(
      Path folder,
      ClipStore clips,
      Decisions decisions,
      ClipWork work,
      ClipReading reading,
      BrokenClips brokenClips,
      Settlements settlements,
      FromArchives fromArchives) {
    this.folder = folder;
    this.clips = clips;
    this.decisions = decisions;
    this.work = work;
    this.reading = reading;
    this.brokenClips = brokenClips;
    this.settlements = settlements;
    this.whereabouts = settlements.whereabouts();
    this.fromArchives = fromArchives;
  }

  /**
   * Sends an admitted row on its way.
   *
   * @throws IOException if the clips' folder cannot be read or the download progress not be written
   */
  void enter(ManifestRow row) throws IOException {
    if (row.isRepeat()) {
      settlements.settle(row, new Settlement.Repeat());
      return;
    }
    whereabouts.at(row, Stage.LOOKING);
    Clip clip = row.clip();
    Path file = clip.in(folder);
    ClipFile found = clips.look(clip, file);
    switch (found) {
      case REGULAR -> {
        ClipReading.Changed changed =
            brokenClips.unlessRefetched(clip, decisions.isDone(clip), () -> enter(row));
        decisions.done(clip, () -> reading.ofLocal(row, file, changed));
      }
      case ABSENT -> fetch(row, file);
      case FOLDER, STRAY_LINK, DEAD_LINK, STRAY_FOLDER, SPECIAL ->
          settlements.settle(
              row,
              settlements.broken(
                  row,
                  Reason.of(
                      ReasonWord.NOT_A_FILE,
                      found.at(file) + " is in the clip's place; it was not opened")));
    }
  }

  private void fetch(ManifestRow row, Path file) throws IOException {
    Clip clip = row.clip();
    switch (fromArchives.archives().find(clip)) {
      case Archives.Found.In(ArchiveMember member) -> {
        // A disk may be asked whatever a server said; what the archive itself has wrong stays so.
        if (!isForbidden(
            row, reason -> member.archive().isRemote() || reason.word().isOfArchive())) {
          fromArchives.transfer().begin(row, file, member, new AfterMember(row, file));
        }
      }
      case Archives.Found.Unusable(Reason reason) -> settleFailed(row, reason);
      case Archives.Found.Nowhere(Reason reason) when clip.url().isEmpty() ->
          settleFailed(row, reason);
      case Archives.Found.Nowhere _, Archives.Found.NoArchives _ -> fetchByUrl(row, file);
    }
  }

  private void fetchByUrl(ManifestRow row, Path file) throws IOException {
    ClipUrls urls = new ClipUrls(row.clip(), work::refusal);
    Optional<ClipUrl> url = urls.next();
    if (url.isEmpty()) {
      settleFailed(row, urls.reason());
    } else if (!isForbidden(row, reason -> true)) {
      work.fetch(row, file, url.get(), new AfterTransfer(row, file, urls));
    }
  }

  /**
   * Whether a clip failed before, for a reason that still holds: then its row is settled.
   *
   * @param counts whether a reason holds for where the clip is to be had now
   */
  private boolean isForbidden(ManifestRow row, Predicate<Reason> counts) throws IOException {
    Optional<Reason> failure =
        decisions
            .failure(row.clip())
            .filter(reason -> reason.kind() != ReasonKind.MANIFEST)
            .filter(counts);
    if (failure.isPresent()) {
      // An entry under the bare name spoke for it, perhaps: from now on it has its own, which
      // can be forgotten by itself.
      decisions.failed(
          row.clip(), failure.get(), () -> settlements.failedBefore(row, failure.get()));
    }
    return failure.isPresent();
  }

  /** The way on from a transfer. */
  private final class AfterTransfer implements TransferEnd {
    private final ManifestRow row;
    private final Path file;
    private final ClipUrls urls;

    AfterTransfer(ManifestRow row, Path file, ClipUrls urls) {
      this.row = row;
      this.file = file;
      this.urls = urls;
    }

    @Override
    public void fetched(ClipContent content) throws IOException {
      read(row, file, content);
    }

    @Override
    public void failed(Reason reason) throws IOException {
      urls.failed(reason);
      Optional<ClipUrl> mirror = urls.next();
      if (mirror.isEmpty()) {
        settleFailed(row, urls.reason());
        return;
      }
      LOG.info("{}: {}; trying its mirror at {}", row.clip().name(), reason, mirror.get().host());
      whereabouts.at(row, Stage.QUEUED);
      work.fetch(row, file, mirror.get(), this);
    }
  }

  /** The way on from an archive. */
  private final class AfterMember implements TransferEnd {
    private final ManifestRow row;
    private final Path file;

    AfterMember(ManifestRow row, Path file) {
      this.row = row;
      this.file = file;
    }

    @Override
    public void fetched(ClipContent content) throws IOException {
      read(row, file, content);
    }

    @Override
    public void failed(Reason reason) throws IOException {
      settleFailed(row, reason);
    }
  }

  private void read(ManifestRow row, Path file, ClipContent content) throws IOException {
    whereabouts.at(row, Stage.LOOKING);
    decisions.done(row.clip(), reading.ofFetched(row, file, content, () -> enter(row)));
  }

  private void settleFailed(ManifestRow row, Reason reason) throws IOException {
    LOG.warn("download failed for {}: {}", row.clip().name(), reason);
    decisions.failed(row.clip(), reason, () -> settlements.downloadFailed(row, reason));
  }
}
