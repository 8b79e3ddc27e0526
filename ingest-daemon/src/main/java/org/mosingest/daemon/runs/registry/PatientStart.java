package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.state.Exhaustion;
import org.mosingest.core.state.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a service's run, and waits with it while the disk is full: a service that is started again
 * on a full disk must not fail the runs that it was in.
 *
 * @param again how soon to try again
 */
record PatientStart(Duration again) {

  private static final Logger LOG = LoggerFactory.getLogger(PatientStart.class);

  /** Opens a run; what it opened is closed again where it throws. */
  @FunctionalInterface
  interface Opening {
    LiveRun.Opened open() throws BadCorpusException, IOException, MachineFaultException;
  }

  /**
   * Opens a run.
   *
   * @param file one that the run writes
   * @param note told what is waited for, and told an empty text when it is over
   * @return empty if the run was stopped before there was room
   */
  Optional<LiveRun.Opened> open(Path file, LiveRun live, Consumer<String> note, Opening opening)
      throws BadCorpusException, IOException, MachineFaultException {
    boolean waited = false;
    while (true) {
      try {
        LiveRun.Opened run = opening.open();
        if (waited) {
          note.accept("");
        }
        return Optional.of(run);
      } catch (IOException | MachineFaultException e) {
        if (!Exhaustion.isDiskFull(file, e)) {
          throw e;
        }
        if (!waited) {
          LOG.warn(
              "a run cannot start because the disk is full; it waits until there is space: {}",
              e.getMessage());
          note.accept("waiting for disk: no space to start: " + e.getMessage());
        }
        waited = true;
      }
      if (live.awaitStopped(again)) {
        return Optional.empty();
      }
    }
  }
}
