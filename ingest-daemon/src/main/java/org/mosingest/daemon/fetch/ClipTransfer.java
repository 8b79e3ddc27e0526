package org.mosingest.daemon.fetch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.Work;
import org.mosingest.transfer.ClipDownload;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.SumCheck;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Clips' bytes from their hosts to their places: attempt after attempt through the download pool,
 * until a clip is there or is to blame for not being there. A fault of the host or of this machine
 * that may pass is waited for outside the pool.
 *
 * <p>Safe for many threads.
 */
public final class ClipTransfer {

  private final TransferParts parts;

  /** Transfers with these parts. */
  public ClipTransfer(TransferParts parts) {
    this.parts = parts;
  }

  /** Why a URL cannot be asked by these transfers; empty if it can. */
  public Optional<Reason> refusal(ClipUrl url) {
    return parts.downloads().refusal(url);
  }

  /**
   * Queues a row's clip.
   *
   * @param file the clip's place, at which nothing is
   * @param end told on a thread of the pool
   */
  public void begin(ManifestRow row, Path file, ClipUrl url, TransferEnd end) {
    ClipDownload download =
        parts
            .downloads()
            .begin(
                url,
                file,
                parts.policy(),
                parts.watch().meter(row, url),
                () -> parts.clips().check(row.clip(), file),
                SumCheck.of(row.clip().supply()));
    new Attempts(row, file, url, download, end)
        .queue(new Place(Downloads.kept(file) > 0, row.index()));
  }

  private final class Attempts extends ClipAttempts {
    private final ClipDownload download;

    Attempts(ManifestRow row, Path file, ClipUrl url, ClipDownload download, TransferEnd end) {
      super(parts, row, file, url.host(), Optional.of(url), download, end);
      this.download = download;
    }

    @Override
    public void run(Work.Slot slot)
        throws InterruptedException, MachineFaultException, IOException {
      make(() -> download.attempt(new PoolSlot(slot)), slot);
    }
  }
}
