package org.mosingest.cli;

import java.io.IOException;
import org.mosingest.cli.process.Interruption;
import org.mosingest.cli.view.EngineLoad;
import org.mosingest.cli.view.RunView;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.daemon.run.RunResult;

/**
 * How a run is executed in the foreground: with a view of how far it is, and stopped in good order
 * by Ctrl-C.
 *
 * @param interruption what Ctrl-C does
 * @param terminal whether a person watches
 * @param invocation how the run was asked for
 */
record ForegroundRun(Interruption interruption, boolean terminal, Invocation invocation) {

  RunResult execute(IngestRun run) throws MachineFaultException, IOException {
    interruption.stops(run::stop);
    try (RunView view =
        RunView.of(run, terminal, () -> EngineLoad.of(run.engines(), run.options()))) {
      return run.execute(invocation);
    }
  }
}
