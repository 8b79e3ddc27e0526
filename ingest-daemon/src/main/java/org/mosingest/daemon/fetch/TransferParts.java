package org.mosingest.daemon.fetch;

import java.util.function.Consumer;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.machine.MachineWatch;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.RetryDelays;

/**
 * What the transfers of one run, or of a part of its rows, work with.
 *
 * @param lane the run's share of the download pool
 * @param attempted told of each attempt that has ended, by any thread
 * @param clips where the clips come to
 */
public record TransferParts(
    Downloads downloads,
    DownloadPolicy policy,
    Lane lane,
    MachineWatch machine,
    Blame blame,
    RunWatch watch,
    Consumer<ManifestRow> attempted,
    ClipStore clips) {

  /** How often and how long a run's options have a transfer tried. */
  public static DownloadPolicy policy(RunOptions options) {
    return new DownloadPolicy(options.downloadTimeout(), options.retries(), RetryDelays.standard());
  }
}
