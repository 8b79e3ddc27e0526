package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.store.RunStore;

/**
 * Forgets ended runs. Safe for many threads: a run is deleted under its {@code saving}, so that
 * nobody stores it or queues it again meanwhile.
 */
final class RunDeletion {

  /** What is asked of a run, for the refusal. */
  static final String ASKED = "be deleted";

  private final RunMonitor monitor;
  private final RunStore store;

  RunDeletion(RunMonitor monitor, RunStore store) {
    this.monitor = monitor;
    this.store = store;
  }

  /**
   * Forgets a run.
   *
   * @return the run as it was
   * @throws NoSuchRunException if somebody else has just deleted it
   * @throws IllegalMoveException if it is not over, or its thread is not yet
   * @throws IOException if the store cannot be written; the run is there still
   */
  RunSnapshot delete(RunHandle run) throws NoSuchRunException, IllegalMoveException, IOException {
    run.saving().lock();
    try {
      RunSnapshot last = monitor.ask(run, RunEntry::snapshot);
      if (run.isDeleted()) {
        throw new NoSuchRunException(last.id());
      }
      if (!monitor.ask(run, RunEntry::isOver)) {
        throw new IllegalMoveException(last.id(), last.state(), ASKED);
      }
      RunKeeper.close(monitor.ask(run, RunEntry::giveUpCorpusIfOver));
      store.delete(run.number());
      monitor.remove(run);
      return last;
    } finally {
      run.saving().unlock();
    }
  }
}
