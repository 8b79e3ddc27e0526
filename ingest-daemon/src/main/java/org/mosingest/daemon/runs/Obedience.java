package org.mosingest.daemon.runs;

import org.mosingest.daemon.run.IngestRun;

/** What is to be waited for until a run does what it was told. */
sealed interface Obedience {

  /** Nothing: it has no thread, or was told nothing that takes time. */
  record Done() implements Obedience {}

  /** Its thread ends. */
  record Ending(LiveRun live) implements Obedience {}

  /** What is under way comes to its end. */
  record ComingToRest(IngestRun run) implements Obedience {}
}
