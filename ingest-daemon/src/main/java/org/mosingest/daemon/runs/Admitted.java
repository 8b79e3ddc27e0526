package org.mosingest.daemon.runs;

import java.util.Optional;
import org.mosingest.daemon.run.RunHold;

/**
 * A run that was moved to running.
 *
 * @param start what its thread begins with; empty if it has one already, which goes on
 */
record Admitted(RunHandle run, Optional<Start> start) {

  /**
   * What a run's thread begins with.
   *
   * @param record where it stands
   * @param live what it is told through
   * @param hold its corpus
   */
  record Start(RunRecord record, LiveRun live, RunHold hold) {}
}
