package org.mosingest.daemon.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
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
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.ArchiveStream;
import org.mosingest.transfer.archive.ZipArchive;
import org.mosingest.transfer.http.ClipUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clips out of archives, through the same pool and under the same bounds as those that {@link
 * ClipTransfer} fetches. A clip whose turn has come takes with it the neighbours that wait for
 * theirs: one request feeds them all, one after the other. A clip that is tried again, or that has
 * bytes from before, goes alone.
 *
 * <p>Safe for many threads.
 */
public final class MemberTransfer {

  private static final Logger LOG = LoggerFactory.getLogger(MemberTransfer.class);

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
  private final Map<ZipArchive, MemberQueue<Attempts>> queues = new ConcurrentHashMap<>();

  /**
   * Transfers of one run.
   *
   * @param lane the run's share of the download pool
   * @param attempted told of each attempt that has ended, by any thread
   */
  public MemberTransfer(
      Downloads downloads,
      DownloadPolicy policy,
      Lane lane,
      MachineWatch machine,
      Blame blame,
      RunWatch watch,
      Consumer<ManifestRow> attempted,
      ClipFolders folders) {
    this.downloads = downloads;
    this.policy = policy;
    this.lane = lane;
    this.machine = machine;
    this.blame = blame;
    this.watch = watch;
    this.attempted = attempted;
    this.folders = folders;
  }

  /**
   * Queues a row's clip.
   *
   * @param file the clip's place, at which nothing is
   * @param end told on a thread of the pool
   */
  public void begin(ManifestRow row, Path file, ArchiveMember member, ClipTransfer.End end) {
    ClipDownload download =
        downloads.begin(
            member,
            file,
            policy,
            watch.meter(row, member.archive().host()),
            () -> folders.check(row.clip(), file),
            SumCheck.of(row.clip().supply()));
    Attempts attempts = new Attempts(row, file, member, download, end);
    if (Downloads.kept(file) > 0) {
      attempts.alone = true;
      lane.submit(member.archive().host(), new Place(true, row.index()), attempts);
    } else {
      attempts.queue();
    }
  }

  /** One clip's attempts, each queued by the one before it: never two at once. */
  private final class Attempts implements WorkPool.Work {
    private final ManifestRow row;
    private final Path file;
    private final ArchiveMember member;
    private final ClipDownload download;
    private final ClipTransfer.End end;
    private final MemberQueue<Attempts> queue;

    /** Whether the next attempt shares no request with neighbours. */
    private volatile boolean alone;

    /** As of {@link ClipTransfer}'s attempts. */
    private OptionalLong silentSince = OptionalLong.empty();

    Attempts(
        ManifestRow row,
        Path file,
        ArchiveMember member,
        ClipDownload download,
        ClipTransfer.End end) {
      this.row = row;
      this.file = file;
      this.member = member;
      this.download = download;
      this.end = end;
      this.queue = queues.computeIfAbsent(member.archive(), any -> new MemberQueue<>());
    }

    private String host() {
      return member.archive().host();
    }

    /** Its turn comes in the pool, or earlier with a neighbour's. */
    void queue() {
      alone = !queue.add(member, this);
      lane.submit(host(), Place.first(row.index()), this);
    }

    @Override
    public void run(WorkPool.Slot slot)
        throws InterruptedException, MachineFaultException, IOException {
      List<Attempts> batch = alone ? List.of(this) : queue.take(member);
      if (batch.isEmpty()) {
        // A neighbour took it along.
        return;
      }
      int begun = 0;
      try (ArchiveStream stream =
          member.archive().stream(batch.getLast().member.end(), batch.size())) {
        do {
          batch.get(begun++).attempt(slot, stream);
        } while (begun < batch.size() && stream.isOpen());
      } finally {
        batch.subList(begun, batch.size()).forEach(Attempts::queue);
      }
    }

    private void attempt(WorkPool.Slot slot, ArchiveStream stream)
        throws InterruptedException, MachineFaultException, IOException {
      if (!machine.disk().hasRoom()) {
        again(machine.disk().again());
        return;
      }
      AttemptOutcome outcome;
      long begun;
      try {
        machine.network().awaitTurn();
        watch.whereabouts().at(row, Stage.TRANSFERRING);
        begun = System.nanoTime();
        outcome = alone ? download.attempt(slot::moveTo) : download.attempt(slot::moveTo, stream);
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
        // A pause: it goes on from its bytes when the lane is released.
        watch.whereabouts().at(row, Stage.QUEUED);
        alone = true;
        lane.submit(host(), Place.again(row.index()), this);
        throw e;
      }
      watch
          .hosts()
          .of(host())
          .attempted(System.nanoTime() - begun, outcome instanceof AttemptOutcome.Fetched);
      attempted.accept(row);
      switch (outcome) {
        case AttemptOutcome.Fetched(ClipContent content) -> {
          member.archive().url().ifPresent(blame::served);
          if (member.archive().isRemote()) {
            machine.network().answered(begun);
            slot.accepted();
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

    private boolean isOfClip(Reason reason, boolean reached, long begun) {
      return member
          .archive()
          .url()
          .map(url -> blame.isOfClip(url, reason, reached, begun, firstSilence()))
          .orElse(true);
    }

    private void retry(AttemptOutcome.Retry retry, long begun, WorkPool.Slot slot) {
      Reason reason = retry.reason();
      if (member.archive().url().isPresent()) {
        ClipUrl url = member.archive().url().get();
        if (blame.isAskedTooMuch(url, reason, retry.asked(), slot)) {
          download.forgive();
        }
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
      alone = true;
      lane.submitAfter(after, host(), Place.again(row.index()), this);
    }
  }
}
