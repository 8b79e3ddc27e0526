package org.mosingest.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.Hold;

/** The corpus folder, which all machines share: a clip is fetched by one of them at a time. */
record SharedFolder(Path folder) implements TaskPlace {

  @Override
  public WorkResult.Fate take(WorkItem item, ManifestRow row, Steps steps)
      throws IOException, InterruptedException, ExecutionException {
    Path file = row.clip().in(folder);
    if (item.isFetched()) {
      try (Hold _ = ClipLease.take(folder, row.clip())) {
        // Another executor may have fetched it before it was lost.
        Optional<Reason> failure =
            steps.isThere(row, file) ? Optional.empty() : steps.fetch(row, file);
        if (failure.isPresent()) {
          return WorkResult.notHad(failure.get());
        }
      }
    }
    return steps.read(row, file);
  }

  @Override
  public void close() {}
}
