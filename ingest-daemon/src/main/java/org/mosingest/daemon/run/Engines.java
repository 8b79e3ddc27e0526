package org.mosingest.daemon.run;

import org.mosingest.core.probe.ClipProbe;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.transfer.Downloads;

/**
 * What all runs of a process share: the two bounded pools and what works in them.
 *
 * @param downloadPool bounds the transfers, in all and per host
 * @param downloads the transfers' engine
 * @param probePool bounds the probes
 * @param probe the probes' engine
 * @param disk how much room downloads leave on the disk
 */
public record Engines(
    WorkPool downloadPool, Downloads downloads, WorkPool probePool, ClipProbe probe, DiskReserve disk)
    implements AutoCloseable {

  /** Engines with the standard reserve on the disk. */
  public Engines(WorkPool downloadPool, Downloads downloads, WorkPool probePool, ClipProbe probe) {
    this(downloadPool, downloads, probePool, probe, DiskReserve.standard());
  }

  /** The same pools with these at work in them. */
  public Engines with(Downloads otherDownloads, ClipProbe otherProbe) {
    return new Engines(downloadPool, otherDownloads, probePool, otherProbe, disk);
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
