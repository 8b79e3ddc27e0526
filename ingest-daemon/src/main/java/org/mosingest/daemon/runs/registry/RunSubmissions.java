package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.FileWarnings;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunPaths;
import org.mosingest.daemon.runs.store.RunRecord;
import org.mosingest.daemon.runs.store.RunStore;

/**
 * Accepts runs: reads their manifests, takes their corpora, and queues them. Safe for many threads.
 */
final class RunSubmissions {

  private final RunMonitor monitor;
  private final RunStore store;
  private final HeapBudget heap;
  private final RegistrySettings settings;

  RunSubmissions(RunMonitor monitor, RunStore store, HeapBudget heap, RegistrySettings settings) {
    this.monitor = monitor;
    this.store = store;
    this.heap = heap;
    this.settings = settings;
  }

  /**
   * Queues a run.
   *
   * @param warnings is given what is odd or refused in the manifest
   * @throws BadCorpusException if the corpus cannot be read as asked
   * @throws HeldException if another run holds the corpus or the output
   * @throws IOException if a folder or file of the run, or the store, cannot be read or written
   */
  RunHandle accept(RunOptions options, Consumer<String> warnings)
      throws BadCorpusException, HeldException, IOException {
    RunOptions asked = options.absolute();
    RunPaths.requireBelow(settings.roots(), asked);
    try (HeapBudget.Share _ = heap.forReading(RunMemory.of(asked))) {
      return acceptRead(asked, warnings);
    }
  }

  private RunHandle acceptRead(RunOptions asked, Consumer<String> warnings)
      throws BadCorpusException, HeldException, IOException {
    // The run itself logs them when it begins.
    Manifest manifest =
        ManifestReader.read(asked.manifest(), csv -> new FileWarnings(csv, warnings));
    manifest.votes().warnings().forEach(warnings);
    manifest.requireUsable();
    RunPaths.check(asked, manifest);
    int rows = manifest.rows().size();
    RunHold hold = RunHold.take(asked);
    RunEntry entry;
    try {
      hold.refuseShared(asked, manifest);
      RunRecord record =
          store.insert(
              RunRecord.submitted(monitor.nextTurn(), asked, rows, settings.clock().instant()));
      entry = new RunEntry(record, new TreeMap<>(), settings.rateWindow());
    } catch (HeldException | IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
    entry.holds(hold);
    monitor.add(entry);
    return entry.handle();
  }
}
