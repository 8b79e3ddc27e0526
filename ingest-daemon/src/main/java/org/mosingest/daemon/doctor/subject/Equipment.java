package org.mosingest.daemon.doctor.subject;

import java.util.Optional;
import org.mosingest.core.probe.ProbeStart;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.transfer.Pages;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * With what the run would be done.
 *
 * @param downloads downloads at a time
 * @param perHost of them, to one host
 * @param probes probes at a time
 * @param disk how much room downloads leave on the disk
 * @param engine the engine that is wanted for probing, {@code libav} or {@code ffprobe}; another
 *     may take its place
 * @param probe starts what probes
 * @param fetching with what clips are fetched
 */
public record Equipment(
    int downloads,
    int perHost,
    int probes,
    DiskReserve disk,
    String engine,
    ProbeStart probe,
    Fetching fetching) {

  public Equipment {
    if (downloads < 1 || perHost < 1 || probes < 1) {
      throw new IllegalArgumentException(
          "a pool is smaller than 1: downloads "
              + downloads
              + ", per host "
              + perHost
              + ", probes "
              + probes);
    }
  }

  /** The curl that does the transfers; empty where they are native. */
  public Optional<String> curl() {
    return fetching.curl();
  }

  /** What holds for all requests. */
  public TransferSettings transfers() {
    return fetching.transfers();
  }

  /** Which URLs are pages, and who is asked about them. */
  public Pages pages() {
    return fetching.pages();
  }
}
