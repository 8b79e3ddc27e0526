package org.mosingest.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.mosingest.cli.config.OptionInForce;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.OptionTable;
import org.mosingest.cli.view.OutputStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest config}: what the options of all commands are, and why. */
@Command(
    name = "config",
    description =
        "Prints the value of every option that the command line does not give, and its source: the"
            + " environment, the configuration file or the default. Secrets are masked.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest config",
      "  ingest config --json | jq '.options[] | select(.from != \"default\")'"
    })
final class ConfigCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print the options as one JSON document on stdout.")
  private boolean json;

  @Override
  public Integer call() {
    List<OptionInForce> options = OptionInForce.of(spec.root().commandLine());
    if (json) {
      spec.commandLine().getOut().println(OptionTable.json(options));
    } else {
      OptionTable.lines(options, OutputStyle.of(Terminal.isStdout(), System.getenv()))
          .forEach(spec.commandLine().getOut()::println);
    }
    return ExitCode.FINISHED;
  }
}
