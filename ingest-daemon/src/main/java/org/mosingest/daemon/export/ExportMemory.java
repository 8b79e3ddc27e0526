package org.mosingest.daemon.export;

import java.io.IOException;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.machine.RunMemory;

/** An estimate of what an export takes of the heap, known before its rows are read. */
final class ExportMemory {

  /** An estimate of what a split, its proof and the places of clips take of a row. */
  private static final long ROW_BYTES = 700;

  /** An estimate of what the widest of the formats takes for a while. */
  private static final long BUFFERS = 24L << 20;

  private ExportMemory() {}

  /**
   * Looks at a run's files.
   *
   * @throws IOException if one cannot be looked at
   */
  static RunMemory of(RunOptions options) throws IOException {
    RunMemory manifest = RunMemory.of(options);
    long rows = RunMemory.mostRows(options.output());
    return new RunMemory(
        Math.max(rows, manifest.rows()),
        manifest.reading(),
        Math.max(manifest.reading(), rows * ROW_BYTES + BUFFERS));
  }
}
