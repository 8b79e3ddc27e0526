package org.mosingest.daemon.run;

import java.time.Duration;
import org.mosingest.core.clip.LinkReach;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;

/**
 * What all runs of a process share: the two bounded pools and what works in them.
 *
 * @param downloadPool bounds the transfers, in all and per host
 * @param downloads the transfers' engine
 * @param probePool bounds the probes
 * @param probe the probes' engine
 * @param disk how much room downloads leave on the disk
 * @param stallAfter how long a run may go without settling a row before it says which clips hold it
 *     up; zero for ever
 * @param heap how much memory runs may take
 * @param links how far links in the places of clips are followed
 */
public record Engines(
    WorkPool downloadPool,
    Downloads downloads,
    WorkPool probePool,
    ClipProbe probe,
    DiskReserve disk,
    Duration stallAfter,
    HeapBudget heap,
    LinkReach links)
    implements AutoCloseable {

  /** Longer than a clip takes whose every attempt and probe hangs until it is given up. */
  public static final Duration STALL_AFTER = Duration.ofMinutes(5);

  public Engines {
    if (stallAfter.isNegative()) {
      throw new IllegalArgumentException(
          "the time after which a run is said to stall is negative: " + stallAfter);
    }
  }

  /**
   * Engines with the standard reserve on the disk, which say after five minutes that a run stalls,
   * take of this process's memory what is usual and follow links anywhere.
   */
  public static Engines of(
      WorkPool downloadPool, Downloads downloads, WorkPool probePool, ClipProbe probe) {
    return new Engines(
        downloadPool,
        downloads,
        probePool,
        probe,
        DiskReserve.standard(),
        STALL_AFTER,
        HeapBudget.ofThisProcess(),
        LinkReach.ANYWHERE);
  }

  /** The same pools with these at work in them. */
  public Engines with(Downloads otherDownloads, ClipProbe otherProbe) {
    return new Engines(
        downloadPool, otherDownloads, probePool, otherProbe, disk, stallAfter, heap, links);
  }

  /** The same with another reserve on the disk. */
  public Engines with(DiskReserve otherDisk) {
    return new Engines(
        downloadPool, downloads, probePool, probe, otherDisk, stallAfter, heap, links);
  }

  /** The same, whose runs say after this time that they stall; zero for never. */
  public Engines withStallAfter(Duration otherTime) {
    return new Engines(downloadPool, downloads, probePool, probe, disk, otherTime, heap, links);
  }

  /** The same, which may take other memory. */
  public Engines with(HeapBudget otherHeap) {
    return new Engines(
        downloadPool, downloads, probePool, probe, disk, stallAfter, otherHeap, links);
  }

  /** The same, whose runs follow links only so far. */
  public Engines with(LinkReach otherLinks) {
    return new Engines(
        downloadPool, downloads, probePool, probe, disk, stallAfter, heap, otherLinks);
  }

  /** Stops all work and frees what the engines hold. */
  @Override
  public void close() {
    downloadPool.close();
    probePool.close();
    downloads.close();
    probe.close();
  }
}
