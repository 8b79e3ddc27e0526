package org.mosingest.daemon.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.Work;
import org.mosingest.transfer.ClipDownload;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.SumCheck;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.ArchiveStream;
import org.mosingest.transfer.archive.ZipArchive;

/**
 * Clips out of archives, through the same pool and under the same bounds as those that {@link
 * ClipTransfer} fetches. A clip whose turn has come takes with it the neighbours that wait for
 * theirs: one request feeds them all, one after the other. A clip that is tried again, or that has
 * bytes from before, goes alone.
 *
 * <p>Safe for many threads.
 */
public final class MemberTransfer {

  private final TransferParts parts;
  private final Map<ZipArchive, MemberQueue<Attempts>> queues = new ConcurrentHashMap<>();

  /** Transfers with these parts. */
  public MemberTransfer(TransferParts parts) {
    this.parts = parts;
  }

  /**
   * Queues a row's clip.
   *
   * @param file the clip's place, at which nothing is
   * @param end told on a thread of the pool
   */
  public void begin(ManifestRow row, Path file, ArchiveMember member, TransferEnd end) {
    ClipDownload download =
        parts
            .downloads()
            .begin(
                member,
                file,
                parts.policy(),
                parts.watch().meter(row, member.archive().host()),
                () -> parts.clips().check(row.clip(), file),
                SumCheck.of(row.clip().supply()));
    Attempts attempts = new Attempts(row, file, member, download, end);
    if (Downloads.kept(file) > 0) {
      attempts.comesAgain();
      attempts.queue(new Place(true, row.index()));
    } else {
      attempts.queueWithNeighbours();
    }
  }

  private final class Attempts extends ClipAttempts {
    private final Place first;
    private final ArchiveMember member;
    private final ClipDownload download;
    private final MemberQueue<Attempts> queue;

    /** Whether the next attempt shares no request with neighbours. */
    private volatile boolean alone;

    Attempts(
        ManifestRow row, Path file, ArchiveMember member, ClipDownload download, TransferEnd end) {
      super(parts, row, file, member.archive().host(), member.archive().url(), download, end);
      this.first = Place.first(row.index());
      this.member = member;
      this.download = download;
      this.queue = queues.computeIfAbsent(member.archive(), any -> new MemberQueue<>());
    }

    /** Its turn comes in the pool, or earlier with a neighbour's. */
    void queueWithNeighbours() {
      alone = !queue.add(member, this);
      queue(first);
    }

    @Override
    void comesAgain() {
      alone = true;
    }

    @Override
    public void run(Work.Slot slot)
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
        batch.subList(begun, batch.size()).forEach(Attempts::queueWithNeighbours);
      }
    }

    private void attempt(Work.Slot slot, ArchiveStream stream)
        throws InterruptedException, MachineFaultException, IOException {
      make(
          () -> alone ? download.attempt(slot::moveTo) : download.attempt(slot::moveTo, stream),
          slot);
    }
  }
}
