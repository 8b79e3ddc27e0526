package org.mosingest.daemon.watch;

import org.mosingest.core.row.ManifestRow;
import org.mosingest.transfer.TransferMeter;
import org.mosingest.transfer.http.ClipUrl;

/**
 * What is seen of one run from outside while it goes on. Safe for many threads.
 *
 * @param whereabouts where each of its clips is
 * @param hosts what came from which host
 * @param bytes what came in all
 * @param failures what failed, by reason
 */
public record RunWatch(
    Whereabouts whereabouts, HostClocks hosts, ByteCount bytes, FailureTally failures) {

  /** The watch over a run that is about to begin. */
  public static RunWatch begin() {
    return new RunWatch(
        new Whereabouts(System::nanoTime), new HostClocks(), new ByteCount(), new FailureTally());
  }

  /** Counts the bytes of a clip that is about to be transferred. */
  public TransferMeter meter(ManifestRow row, ClipUrl url) {
    return meter(row, url.host());
  }

  /**
   * The same by a host's name.
   *
   * @param host or what stands for it, where a clip comes from a disk
   */
  public TransferMeter meter(ManifestRow row, String host) {
    return whereabouts.meter(row, host, hosts.of(host).meter(bytes));
  }
}
