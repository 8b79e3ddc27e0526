package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosingest.core.clip.ClipReader;
import org.mosingest.core.clip.ClipStore;
import org.mosingest.core.clip.ReadOutcome;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.fetch.TransferEnd;
import org.mosingest.daemon.pool.Work;
import org.mosingest.daemon.watch.RunWatch;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Who fetches and reads the clips of a run: the pools of this process, or other machines. What
 * becomes of the rows is decided, ordered and written by the run, whoever does the work.
 *
 * <p>Safe for many threads. Each piece of work ends once, unless it is stopped first.
 */
public interface ClipWork {

  /** How the reading of a clip ends. */
  @FunctionalInterface
  interface ReadEnd {
    /**
     * It was read.
     *
     * @param outcome empty if no regular file is in its place
     * @throws IOException if a file of the run cannot be written
     */
    void read(Optional<ReadOutcome> outcome) throws IOException;
  }

  /** What makes the work of a run, when the run is opened. */
  @FunctionalInterface
  interface Maker {
    /**
     * Makes it; nothing is begun.
     *
     * @param watch told of stages, hosts and bytes
     * @param attempted told of each attempt at a row's clip that has ended
     * @param faults told of what is no clip's fault: it ends the run
     */
    ClipWork of(
        RunOptions options,
        RunWatch watch,
        Consumer<ManifestRow> attempted,
        Work.FaultListener faults);

    /**
     * Where the clips are kept, if that is not the corpus folder.
     *
     * @param rows those whose clips are kept there
     * @throws IllegalArgumentException if the options ask for what cannot be done there
     * @throws MachineFaultException if it cannot be asked what is there
     */
    default Optional<ClipStore> store(RunOptions options, List<ManifestRow> rows)
        throws MachineFaultException {
      return Optional.empty();
    }
  }

  /** Why a URL cannot be asked; empty if it can. */
  default Optional<Reason> refusal(ClipUrl url) {
    return Optional.empty();
  }

  /**
   * Gets a row's clip from its server.
   *
   * @param file the clip's place, at which nothing is
   * @param end told on a thread of the work's own
   */
  void fetch(ManifestRow row, Path file, ClipUrl url, TransferEnd end);

  /**
   * Hashes and probes a row's clip.
   *
   * @param file the clip's place
   * @param request what is known of it and wanted; more may be learnt than it wants
   * @param end told on a thread of the work's own
   */
  void read(ManifestRow row, Path file, ClipReader.Request request, ReadEnd end);

  /** Drops what waits and ends what is under way, for good. */
  void stop();
}
