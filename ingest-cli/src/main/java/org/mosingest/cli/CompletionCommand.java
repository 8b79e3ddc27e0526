package org.mosingest.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.mosingest.cli.process.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Spec;

/** {@code ingest generate-completion}: completion of commands, options, their values and runs. */
@Command(
    name = "generate-completion",
    description =
        "Prints a script with which bash and zsh complete commands, options, their values and the ids of runs.",
    footerHeading = "%nExample:%n",
    footer = "  source <(ingest generate-completion)")
final class CompletionCommand implements Callable<Integer> {

  /** How the script offers the values of a parameter RUN; those that are known now. */
  private static final String KNOWN_RUNS = "\"${RUN_pos_param_args[@]}\" )";

  /** Ids are the daemon's to say, when they are asked for; of one that is away there are none. */
  private static final String RUNS_OF_DAEMON =
      "\"${RUN_pos_param_args[@]}\" $( \"${COMP_WORDS[0]}\" runs --ids 2>/dev/null ) )";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine all = spec.root().commandLine();
    CommandSpec help = Objects.requireNonNull(all.getSubcommands().get("help")).getCommandSpec();
    PositionalParamSpec command = help.positionalParameters().getFirst();
    help.remove(command)
        .add(
            PositionalParamSpec.builder(command)
                .completionCandidates(all.getSubcommands().keySet())
                .build());
    spec.commandLine()
        .getOut()
        .print(AutoComplete.bash(spec.root().name(), all).replace(KNOWN_RUNS, RUNS_OF_DAEMON));
    spec.commandLine().getOut().flush();
    return ExitCode.FINISHED;
  }
}
