package org.mosingest.cli.foreground;

import java.io.IOException;
import java.io.PrintWriter;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Interruption;
import org.mosingest.cli.view.EngineLoad;
import org.mosingest.cli.view.RunSummary;
import org.mosingest.cli.view.RunView;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.daemon.run.RunResult;
import picocli.CommandLine;

/**
 * How a run is executed in the foreground: with a view of how far it is, and stopped in good order
 * by Ctrl-C.
 *
 * @param interruption what Ctrl-C does
 * @param terminal whether a person watches
 * @param invocation how the run was asked for
 */
public record ForegroundRun(Interruption interruption, boolean terminal, Invocation invocation) {

  /**
   * Executes a run and prints how it ended: the summary line, and as JSON on stdout what is asked
   * for.
   *
   * @return the status to exit with
   */
  public int execute(IngestRun run, CommandLine line, JsonForm json)
      throws MachineFaultException, IOException {
    RunResult result =
        switch (json) {
          case NONE, END -> execute(run);
          case STREAM -> stream(run, line.getOut());
        };
    if (json == JsonForm.END) {
      line.getOut().println(RunSummary.json(run.options(), result));
    }
    line.getErr().println(RunSummary.line(run.options(), result));
    return result.finished() ? ExitCode.FINISHED : ExitCode.INTERRUPTED;
  }

  private RunResult stream(IngestRun run, PrintWriter out)
      throws MachineFaultException, IOException {
    try (ProgressEvents events = ProgressEvents.begin(run, out)) {
      RunResult result = execute(run);
      events.end(run.options(), result);
      return result;
    }
  }

  /**
   * Executes a run with a view of it.
   *
   * @throws MachineFaultException if something of this machine ends it
   * @throws IOException if a file of the run cannot be read or written
   */
  public RunResult execute(IngestRun run) throws MachineFaultException, IOException {
    interruption.stops(run::stop);
    try (RunView view =
        RunView.of(run, terminal, () -> EngineLoad.of(run.engines(), run.options()))) {
      return run.execute(invocation);
    }
  }
}
