package org.mosingest.daemon.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.mosingest.core.clip.ClipFolders;
import org.mosingest.core.clip.RefusedNames;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.DiskFullException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.machine.MachineWatch;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.transfer.AttemptOutcome;
import org.mosingest.transfer.ClipDownload;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.SumCheck;
import org.mosingest.transfer.http.ClipUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clips' bytes from their hosts to their places: attempt after attempt through the download pool,
 * until a clip is there or is to blame for not being there. A fault of the host or of this machine
 * that may pass is waited for outside the pool.
 *
 * <p>Safe for many threads.
 */
public final class ClipTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(ClipTransfer.class);

  /** How soon a clip is tried again that was not to blame. */
  private static final Duration NOT_TO_BLAME = Duration.ofSeconds(1);

  private final Downloads downloads;
  private final DownloadPolicy policy;
  private final Lane lane;
  private final MachineWatch machine;
  private final Blame blame;
  private final RunWatch watch;
  private final Consumer<ManifestRow> attempted;
  private final ClipFolders folders;

  /** How a transfer ends: in one of these two, once. */
  public interface End {

    /** The clip is whole, synced and under its own name. */
    void fetched(ClipContent content) throws IOException;

    /** The clip cannot be had. */
    void failed(Reason reason) throws IOException;
  }

  /**
   * Transfers of one run, or of a part of its rows.
   *
   * @param lane the run's share of the download pool
   * @param attempted told of each attempt that has ended, by any thread
   */
  public ClipTransfer(
      Downloads downloads,
      DownloadPolicy policy,
      Lane lane,
      MachineWatch machine,
      Blame blame,
      RunWatch watch,
      Consumer<ManifestRow> attempted,
      ClipFolders folders) {
    this.folders = folders;
    this.downloads = downloads;
    this.policy = policy;
    this.lane = lane;
    this.machine = machine;
    this.blame = blame;
    this.watch = watch;
    this.attempted = attempted;
  }

  /** Why a URL cannot be asked by these transfers; empty if it can. */
  public Optional<Reason> refusal(ClipUrl url) {
    return downloads.refusal(url);
  }

  /**
   * Queues a row's clip.
   *
   * @param file the clip's place, at which nothing is
   * @param end told on a thread of the pool
   */
  public void begin(ManifestRow row, Path file, ClipUrl url, End end) {
    ClipDownload download =
        downloads.begin(
            url,
            file,
            policy,
            watch.meter(row, url),
            () -> folders.check(row.clip(), file),
            SumCheck.of(row.clip().supply()));
    Place place = new Place(Downloads.kept(file) > 0, row.index());
    lane.submit(url.host(), place, new Attempts(row, file, url, download, end));
  }

  /** One clip's attempts, each queued by the one before it: never two at once. */
  private final class Attempts implements WorkPool.Work {
    private final ManifestRow row;
    private final Path file;
    private final ClipUrl url;
    private final ClipDownload download;
    private final End end;

    /**
     * When the first of the attempts in a row that nobody answered failed, by {@link
     * System#nanoTime}; empty if the last was answered.
     */
    private OptionalLong silentSince = OptionalLong.empty();

    Attempts(ManifestRow row, Path file, ClipUrl url, ClipDownload download, End end) {
      this.row = row;
      this.file = file;
      this.url = url;
      this.download = download;
      this.end = end;
    }

    @Override
    public void run(WorkPool.Slot slot)
        throws InterruptedException, MachineFaultException, IOException {
      if (!machine.disk().hasRoom()) {
        // Not in the pool: another run's disk may have room.
        again(machine.disk().again());
        return;
      }
      AttemptOutcome outcome;
      long begun;
      try {
        machine.network().awaitTurn();
        watch.whereabouts().at(row, Stage.TRANSFERRING);
        begun = System.nanoTime();
        outcome = download.attempt(slot::moveTo);
      } catch (DiskFullException e) {
        machine.disk().full();
        LOG.debug("{}: {}", row.clip().name(), e.getMessage());
        watch.whereabouts().at(row, Stage.QUEUED);
        again(machine.disk().again());
        return;
      } catch (MachineFaultException e) {
        // A name is tried in its folder: not in another that took its place.
        folders.check(row.clip(), file);
        end.failed(RefusedNames.at(file).orElseThrow(() -> e));
        return;
      } catch (InterruptedException e) {
        // A pause: it goes on from its bytes when the lane is released. Where the lane is closed,
        // this does nothing.
        watch.whereabouts().at(row, Stage.QUEUED);
        lane.submit(url.host(), Place.again(row.index()), this);
        throw e;
      }
      watch
          .hosts()
          .of(url.host())
          .attempted(System.nanoTime() - begun, outcome instanceof AttemptOutcome.Fetched);
      attempted.accept(row);
      switch (outcome) {
        case AttemptOutcome.Fetched(ClipContent content) -> {
          machine.network().answered(begun);
          slot.accepted();
          blame.served(url);
          end.fetched(content);
        }
        case AttemptOutcome.Retry retry -> retry(retry, begun, slot);
        case AttemptOutcome.Failed(Reason reason, boolean reached) -> {
          if (blame.isOfClip(url, reason, reached, begun, firstSilence())) {
            end.failed(reason);
          } else {
            download.forgive();
            silentSince = OptionalLong.empty();
            backOff(NOT_TO_BLAME, reason);
          }
        }
      }
    }

    private void retry(AttemptOutcome.Retry retry, long begun, WorkPool.Slot slot) {
      Reason reason = retry.reason();
      if (blame.isAskedTooMuch(url, reason, retry.asked(), slot)) {
        download.forgive();
      }
      if (retry.hostReached() && Blame.isAnswer(reason)) {
        machine.network().answered(begun);
        silentSince = OptionalLong.empty();
      } else {
        silentSince = OptionalLong.of(firstSilence());
      }
      LOG.debug(
          "{}: {}; trying again in {} ms", row.clip().name(), reason, retry.after().toMillis());
      backOff(retry.after(), reason);
    }

    private long firstSilence() {
      return silentSince.orElseGet(System::nanoTime);
    }

    private void backOff(Duration after, Reason why) {
      watch.whereabouts().backsOff(row, after, why.text());
      again(after);
    }

    /** The last that an attempt does: the next one may begin at once. */
    private void again(Duration after) {
      lane.submitAfter(after, url.host(), Place.again(row.index()), this);
    }
  }
}
