package org.mosingest.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;

/** Where a task's clips come to, and how two copies of a task keep out of each other's way. */
interface TaskPlace extends AutoCloseable {

  /** What a task can do with a clip in its folder. */
  interface Steps {

    /** Fetches it; empty if it came. */
    Optional<Reason> fetch(ManifestRow row, Path file)
        throws InterruptedException, ExecutionException;

    /** Whether a file is in its place. */
    boolean isThere(ManifestRow row, Path file) throws IOException;

    /** Hashes and probes it. */
    WorkResult.Fate read(ManifestRow row, Path file)
        throws InterruptedException, ExecutionException;

    /** Waits until the disk has room for what is copied to it. */
    void awaitRoom() throws InterruptedException;
  }

  /** The folder of this machine in which the steps are done. */
  Path folder();

  /**
   * Does a piece of work.
   *
   * @throws ExecutionException with what is no clip's fault
   */
  WorkResult.Fate take(WorkItem item, ManifestRow row, Steps steps)
      throws IOException, InterruptedException, ExecutionException, MachineFaultException;

  /** Removes what is only the task's. */
  @Override
  void close();
}
