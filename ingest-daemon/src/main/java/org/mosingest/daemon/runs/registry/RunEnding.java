package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.time.Instant;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.options.Wording;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.PathClashException;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.run.RunFault;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.SettingKeys;
import org.mosingest.daemon.runs.store.RunRecord;

/** How a pass came to its end. */
sealed interface RunEnding {

  /** Every row is settled. */
  record Finished() implements RunEnding {}

  /** It was told to stop: by its user, or with the service. */
  record Stopped() implements RunEnding {}

  /** It could not go on. */
  record Broken(Wording why) implements RunEnding {}

  /** What is told of a fault of the program itself; what it was stands in the log. */
  String UNEXPECTED = "unexpected fault of this program; the daemon's log has the details";

  /** Says in words what ended a run. */
  static Broken because(Throwable fault) {
    return new Broken(
        switch (fault) {
          case BadCorpusException e -> SettingKeys.told(e);
          case TakenAwayException e -> Wording.of(e.getMessage() + RunFault.TAKEN_UP);
          case PathClashException e -> SettingKeys.told(e);
          case MachineFaultException e -> SettingKeys.behind(String.valueOf(e.getMessage()), e);
          case ProbeUnusableException e -> SettingKeys.behind(String.valueOf(e.getMessage()), e);
          case IOException e -> Wording.of("cannot continue: " + FaultWords.of(e));
          default -> Wording.of(UNEXPECTED);
        });
  }

  /** What becomes of a run whose pass ended so. */
  default RunRecord of(RunRecord run, Instant now) {
    return switch (this) {
      case Finished f ->
          run.state().isEnded() ? run : running(run).ended(RunState.COMPLETED, now, run.note());
      case Broken(Wording why) ->
          run.state().isEnded() ? run : run.ended(RunState.FAILED, now, why);
      // Only the service stops what its user did not: it goes on with the service.
      case Stopped s -> run.state() == RunState.RUNNING ? run.moved(RunState.INTERRUPTED) : run;
    };
  }

  /** A run may come to its end while it is paused, when all that was left was under way. */
  private static RunRecord running(RunRecord run) {
    return run.state() == RunState.RUNNING ? run : run.moved(RunState.RUNNING);
  }
}
