package org.mosingest.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.KeysAsOptions;
import org.mosingest.cli.client.RefusedException;
import org.mosingest.cli.client.RunIds;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.process.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * What is common to the commands that move a run from one state to another. The name of the command
 * is that of the move.
 */
@Command
abstract sealed class MoveCommand implements Callable<Integer>
    permits PauseCommand, ResumeCommand, CancelCommand, RetryCommand, DeleteCommand {

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions clientOptions;

  @Parameters(
      paramLabel = "RUN",
      completionCandidates = RunIds.Candidates.class,
      description = "Run id, a unique prefix of one, or latest.")
  private String run;

  @Option(names = "--json", description = "Print the daemon's JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    String id = RunIds.resolve(run, client);
    if (!isWanted(client, id)) {
      return ExitCode.FINISHED;
    }
    String answer = ask(client, id);
    JsonNode moved = DaemonDocuments.parse(answer, client);
    int outcome = outcome(moved);
    if (json) {
      spec.commandLine().getOut().println(answer);
    } else if (outcome != ExitCode.FINISHED) {
      spec.commandLine().getErr().println("error: " + KeysAsOptions.said(moved, "note"));
    } else {
      spec.commandLine().getOut().println(DaemonDocuments.text(moved, "id") + " " + state(moved));
      hint(moved).ifPresent(spec.commandLine().getErr()::println);
    }
    return outcome;
  }

  /** Whether to go on: a user may be asked first. */
  boolean isWanted(DaemonClient client, String id)
      throws RefusedException, DaemonUnreachableException {
    return true;
  }

  /** What the daemon answers. */
  String ask(DaemonClient client, String id) throws RefusedException, DaemonUnreachableException {
    return client.post(details(), "runs", id, spec.name());
  }

  /** What has become of the run, in a word. */
  String state(JsonNode moved) {
    return DaemonDocuments.text(moved, "state");
  }

  /** The exit status, by what the daemon answered. */
  int outcome(JsonNode moved) {
    return ExitCode.FINISHED;
  }

  /** What the daemon is told besides the move itself, as a JSON object. */
  String details() {
    return "{}";
  }

  /** What a user may want to do next. */
  Optional<String> hint(JsonNode moved) {
    return Optional.empty();
  }
}
