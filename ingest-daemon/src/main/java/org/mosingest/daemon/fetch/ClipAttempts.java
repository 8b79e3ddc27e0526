package org.mosingest.daemon.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.core.clip.RefusedNames;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.DiskFullException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.Work;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.transfer.AttemptOutcome;
import org.mosingest.transfer.ClipDownload;
import org.mosingest.transfer.http.ClipUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One clip's attempts, each queued by the one before it: never two at once. From wherever its bytes
 * come, what ends an attempt is judged alike.
 */
abstract class ClipAttempts implements Work {

  private static final Logger LOG = LoggerFactory.getLogger(ClipAttempts.class);

  /** How soon a clip is tried again that was not to blame. */
  private static final Duration NOT_TO_BLAME = Duration.ofSeconds(1);

  private final TransferParts parts;
  private final ManifestRow row;
  private final Path file;
  private final String host;
  private final Optional<ClipUrl> url;
  private final ClipDownload download;
  private final TransferEnd end;

  /**
   * When the first of the attempts in a row that nobody answered failed, by {@link
   * System#nanoTime}; empty if the last was answered.
   */
  private OptionalLong silentSince = OptionalLong.empty();

  private final Refusals refusals = new Refusals();

  /** An attempt itself. */
  interface Attempt {
    AttemptOutcome outcome() throws InterruptedException, MachineFaultException;
  }

  /**
   * A clip's.
   *
   * @param file the clip's place, at which nothing is
   * @param host by which the pool counts: that of the URL, or what stands for it
   * @param url what is asked; empty where the bytes come from a disk
   */
  ClipAttempts(
      TransferParts parts,
      ManifestRow row,
      Path file,
      String host,
      Optional<ClipUrl> url,
      ClipDownload download,
      TransferEnd end) {
    this.parts = parts;
    this.row = row;
    this.file = file;
    this.host = host;
    this.url = url;
    this.download = download;
    this.end = end;
  }

  /** Queues the next attempt. */
  final void queue(Place place) {
    parts.lane().submit(host, place, this);
  }

  /** The next attempt is not the first. */
  void comesAgain() {}

  /** Makes an attempt, and ends the transfer or queues the next one. */
  final void make(Attempt attempt, Work.Slot slot)
      throws InterruptedException, MachineFaultException, IOException {
    if (!parts.machine().disk().hasRoom()) {
      // Not in the pool: another run's disk may have room.
      again(parts.machine().disk().again());
      return;
    }
    AttemptOutcome outcome;
    long begun;
    try {
      parts.machine().network().awaitTurn();
      at(Stage.TRANSFERRING);
      begun = System.nanoTime();
      outcome = attempt.outcome();
    } catch (DiskFullException e) {
      parts.machine().disk().full();
      LOG.debug("{}: {}", row.clip().name(), e.getMessage());
      at(Stage.QUEUED);
      again(parts.machine().disk().again());
      return;
    } catch (MachineFaultException e) {
      // A name is tried in its folder: not in another that took its place.
      parts.clips().check(row.clip(), file);
      end.failed(RefusedNames.at(file).orElseThrow(() -> e));
      return;
    } catch (InterruptedException e) {
      // A pause: it goes on from its bytes when the lane is released. Where the lane is closed,
      // this does nothing.
      at(Stage.QUEUED);
      comesAgain();
      queue(Place.again(row.index()));
      throw e;
    }
    parts
        .watch()
        .hosts()
        .of(host)
        .attempted(System.nanoTime() - begun, outcome instanceof AttemptOutcome.Fetched);
    parts.attempted().accept(row);
    switch (outcome) {
      case AttemptOutcome.Fetched(ClipContent content) -> {
        if (url.isPresent()) {
          parts.machine().network().answered(begun);
          slot.accepted();
          parts.blame().served(url.get());
        }
        end.fetched(content);
      }
      case AttemptOutcome.Retry retry -> retry(retry, begun, slot);
      case AttemptOutcome.Failed(Reason reason, boolean reached) -> {
        if (isOfClip(reason, reached, begun)) {
          end.failed(reason);
        } else {
          download.forgive();
          silentSince = OptionalLong.empty();
          backOff(NOT_TO_BLAME, reason);
        }
      }
    }
  }

  /** A disk is never to blame in the clip's stead. */
  private boolean isOfClip(Reason reason, boolean reached, long begun) {
    return url.isEmpty()
        || parts.blame().isOfClip(url.get(), reason, reached, begun, firstSilence());
  }

  private void retry(AttemptOutcome.Retry retry, long begun, Work.Slot slot) throws IOException {
    Reason reason = retry.reason();
    if (url.isPresent() && parts.blame().isAskedTooMuch(url.get(), retry, refusals, slot)) {
      download.forgive();
    } else if (retry.spent()) {
      // The host is not waited for any more.
      end.failed(reason);
      return;
    }
    if (retry.hostReached() && Blame.isAnswer(reason)) {
      parts.machine().network().answered(begun);
      silentSince = OptionalLong.empty();
    } else {
      silentSince = OptionalLong.of(firstSilence());
    }
    Duration after = refusals.stretched(retry.after());
    LOG.debug("{}: {}; trying again in {} ms", row.clip().name(), reason, after.toMillis());
    backOff(after, reason);
  }

  private long firstSilence() {
    return silentSince.orElseGet(System::nanoTime);
  }

  private void at(Stage stage) {
    parts.watch().whereabouts().at(row, stage);
  }

  private void backOff(Duration after, Reason why) {
    parts.watch().whereabouts().backsOff(row, after, why.text());
    again(after);
  }

  /** The last that an attempt does: the next one may begin at once. */
  private void again(Duration after) {
    comesAgain();
    parts.lane().submitAfter(after, host, Place.again(row.index()), this);
  }
}
