package org.mosingest.daemon.run;

import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.clip.ClipFile;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.fetch.ClipTransfer;
import org.mosingest.daemon.fetch.TransferEnd;
import org.mosingest.daemon.pool.Place;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.http.ClipUrl;

/** The work of a run in the two pools of this process. */
record OwnPools(RunLanes lanes, ClipTransfer transfer, ClipReader reader, ClipStore clips)
    implements ClipWork {

  @Override
  public Optional<Reason> refusal(ClipUrl url) {
    return transfer.refusal(url);
  }

  @Override
  public void fetch(ManifestRow row, Path file, ClipUrl url, TransferEnd end) {
    transfer.begin(row, file, url, end);
  }

  @Override
  public void read(ManifestRow row, Path file, ClipReader.Request request, ReadEnd end) {
    lanes
        .probes()
        .submit(
            WorkPool.NO_KEY,
            Place.first(row.index()),
            _ -> {
              // Never opened before its place is looked at: what stands there may be another thing
              // by now.
              boolean regular = clips.look(row.clip(), file) == ClipFile.REGULAR;
              end.read(regular ? Optional.of(reader.readOnce(file, request)) : Optional.empty());
            });
  }

  @Override
  public void stop() {
    lanes.close();
  }
}
