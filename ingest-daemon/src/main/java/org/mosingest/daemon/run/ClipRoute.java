package org.mosingest.daemon.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonKind;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.DiskFullException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.machine.DiskWatch;
import org.mosingest.daemon.machine.NetworkWatch;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.watch.HostClocks;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.daemon.watch.Whereabouts;
import org.mosingest.transfer.AttemptOutcome;
import org.mosingest.transfer.ClipDownload;
import org.mosingest.transfer.ClipUrl;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.RetryDelays;
import org.mosingest.transfer.TransferMeter;
import org.mosingest.transfer.UrlVerdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A row's way: from the disk or through the download pool, on to the {@link ClipReading}. Every row
 * that enters settles exactly once, unless the run stops first.
 *
 * <p>Safe for many threads.
 */
final class ClipRoute {

  private static final Logger LOG = LoggerFactory.getLogger(ClipRoute.class);

  private static final Reason UNAVAILABLE = Reason.status(503);

  /** How long a host that serves nothing and asks to wait is waited for. */
  private static final Duration HOST_PATIENCE = Duration.ofHours(1);

  /** How soon a clip is tried again that was not to blame. */
  private static final Duration NOT_TO_BLAME = Duration.ofSeconds(1);

  private final RunOptions options;
  private final Places places;
  private final Decisions decisions;
  private final Downloads downloads;
  private final DownloadPolicy policy;
  private final TransferMeter meter;
  private final HostClocks hosts;
  private final Lane downloadLane;
  private final HostPatience patience = new HostPatience(HOST_PATIENCE);
  private final NetworkWatch network;
  private final DiskWatch disk;
  private final FailedClips failed;
  private final ClipReading reading;
  private final BrokenClips brokenClips;
  private final Settlements settlements;
  private final Whereabouts whereabouts;

  ClipRoute(
      RunOptions options,
      Places places,
      Decisions decisions,
      Engines engines,
      TransferMeter meter,
      HostClocks hosts,
      Lane downloadLane,
      NetworkWatch network,
      DiskWatch disk,
      ClipReading reading,
      FailedClips failed,
      Settlements settlements,
      Whereabouts whereabouts) {
    this.options = options;
    this.places = places;
    this.decisions = decisions;
    this.downloads = engines.downloads();
    this.policy =
        new DownloadPolicy(options.downloadTimeout(), options.retries(), RetryDelays.standard());
    this.meter = meter;
    this.hosts = hosts;
    this.downloadLane = downloadLane;
    this.network = network;
    this.disk = disk;
    this.failed = failed;
    this.reading = reading;
    this.brokenClips = new BrokenClips(options);
    this.settlements = settlements;
    this.whereabouts = whereabouts;
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
    Path file = clip.in(options.folder());
    ClipFile found = places.look(clip, file);
    switch (found) {
      case REGULAR -> {
        ClipReading.Changed changed =
            brokenClips.unlessRefetched(clip, decisions.isDone(clip), () -> enter(row));
        decisions.done(clip, () -> reading.ofLocal(row, file, changed));
      }
      case ABSENT -> fetch(row, file);
      case FOLDER, STRAY_LINK, SPECIAL ->
          settlements.settle(
              row,
              settlements.broken(
                  row,
                  Reason.of(
                      ReasonWord.NOT_A_FILE,
                      found.words() + " stands at the clip's place; it was not opened")));
    }
  }

  private void fetch(ManifestRow row, Path file) throws IOException {
    Clip clip = row.clip();
    if (clip.url().isEmpty()) {
      settleFailed(row, Reason.of(ReasonWord.NO_URL));
      return;
    }
    switch (ClipUrl.parse(clip.url())) {
      case UrlVerdict.Refused(Reason reason) -> settleFailed(row, reason);
      case ClipUrl url -> {
        Optional<Reason> failure =
            decisions.failure(clip).filter(reason -> reason.kind() != ReasonKind.MANIFEST);
        if (failure.isPresent()) {
          // An entry under the bare name spoke for it, perhaps: from now on it has its own, which
          // can be forgotten by itself.
          decisions.failed(clip, failure.get(), () -> settlements.failedBefore(row, failure.get()));
        } else {
          toDownload(row, file, url);
        }
      }
    }
  }

  private void toDownload(ManifestRow row, Path file, ClipUrl url) {
    ClipDownload download =
        downloads.begin(
            url, file, policy, whereabouts.meter(row, hosts.of(url.host()).meter(meter)));
    downloadLane.submit(
        url.host(), slot -> download(row, file, url, download, OptionalLong.empty(), slot));
  }

  /**
   * One attempt.
   *
   * @param silentSince when the first of the attempts in a row that nobody answered failed; empty
   *     if the last was answered
   */
  private void download(
      ManifestRow row,
      Path file,
      ClipUrl url,
      ClipDownload download,
      OptionalLong silentSince,
      WorkPool.Slot slot)
      throws InterruptedException, MachineFaultException, IOException {
    WorkPool.Work again = next -> download(row, file, url, download, silentSince, next);
    if (!disk.hasRoom()) {
      // Not in the pool: another run's disk may have room.
      downloadLane.submitAfter(disk.again(), url.host(), again);
      return;
    }
    AttemptOutcome outcome;
    long begun;
    try {
      network.awaitTurn();
      whereabouts.at(row, Stage.TRANSFERRING);
      begun = System.nanoTime();
      outcome = download.attempt(slot::moveTo);
    } catch (DiskFullException e) {
      disk.full();
      LOG.debug("{}: {}", row.clip().name(), e.getMessage());
      whereabouts.at(row, Stage.QUEUED);
      downloadLane.submitAfter(disk.again(), url.host(), again);
      return;
    } catch (InterruptedException e) {
      // A pause: it goes on from its bytes when the lane is released. Where the lane is closed,
      // this does nothing.
      whereabouts.at(row, Stage.QUEUED);
      downloadLane.submit(url.host(), again);
      throw e;
    }
    hosts
        .of(url.host())
        .attempted(System.nanoTime() - begun, outcome instanceof AttemptOutcome.Fetched);
    failed.attempted(row);
    switch (outcome) {
      case AttemptOutcome.Fetched(ClipContent content) -> {
        network.answered(begun);
        slot.accepted();
        patience.served(url.host());
        whereabouts.at(row, Stage.LOOKING);
        ClipReading.Reading fetched = reading.ofFetched(row, file, content);
        decisions.done(row.clip(), () -> fetched.begin(() -> enter(row)));
      }
      case AttemptOutcome.Retry(Reason reason, Duration after, Duration asked, boolean reached) -> {
        if (isAskedTooMuch(url.host(), reason, asked, slot)) {
          download.forgive();
        }
        boolean answered = reached && isAnswer(reason);
        if (answered) {
          network.answered(begun);
        }
        OptionalLong silentThen =
            answered ? OptionalLong.empty() : OptionalLong.of(firstOf(silentSince));
        LOG.debug("{}: {}; trying again in {} ms", row.clip().name(), reason, after.toMillis());
        whereabouts.backsOff(row, after, reason.text());
        downloadLane.submitAfter(
            after, url.host(), next -> download(row, file, url, download, silentThen, next));
      }
      case AttemptOutcome.Failed(Reason reason, boolean reached) -> {
        // A transfer that was cut or stalled says nothing of the network as it is now.
        long asked = isAnswer(reason) ? begun : System.nanoTime();
        boolean answered =
            reached && (isAnswer(reason) || NetworkWatch.anyConnects(List.of(address(url))));
        if (answered) {
          network.answered(asked);
        }
        if (answered || network.blames(url.host(), firstOf(silentSince), reason)) {
          settleFailed(row, reason);
        } else {
          download.forgive();
          whereabouts.backsOff(row, NOT_TO_BLAME, reason.text());
          downloadLane.submitAfter(
              NOT_TO_BLAME,
              url.host(),
              next -> download(row, file, url, download, OptionalLong.empty(), next));
        }
      }
    }
  }

  /**
   * Whether a host failed a clip since too much is asked of it: then it is asked less, all of its
   * clips together, and the clip is not to blame as long as the host is waited for.
   */
  private boolean isAskedTooMuch(String host, Reason reason, Duration asked, WorkPool.Slot slot) {
    if (asked.isPositive() || reason.isTooMany()) {
      slot.refused(asked);
      return patience.lasts(host, asked, System.nanoTime());
    }
    // It said nothing of the kind: what it does for others tells.
    return switch (reason.word()) {
      case RESET, CONNECT -> slot.dropped();
      case HTTP_STATUS -> reason.equals(UNAVAILABLE) && slot.dropped();
      default -> false;
    };
  }

  /** Whether a failure is what a host said, rather than that it fell silent. */
  private static boolean isAnswer(Reason reason) {
    return reason.kind() == ReasonKind.ANSWER;
  }

  private static InetSocketAddress address(ClipUrl url) {
    return InetSocketAddress.createUnresolved(url.host(), url.port());
  }

  private static long firstOf(OptionalLong silentSince) {
    return silentSince.orElseGet(System::nanoTime);
  }

  private void settleFailed(ManifestRow row, Reason reason) throws IOException {
    LOG.warn("download failed for {}: {}", row.clip().name(), reason);
    decisions.failed(row.clip(), reason, () -> settlements.downloadFailed(row, reason));
  }
}
