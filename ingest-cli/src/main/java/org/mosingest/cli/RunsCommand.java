package org.mosingest.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.cli.view.RunTable;
import org.mosingest.core.row.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest runs}: the daemon's runs. */
@Command(
    name = "runs",
    description = "Lists the daemon's runs, newest first.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest runs", "  ingest runs --json | jq -r '.runs[].id'"})
final class RunsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions clientOptions;

  @Option(names = "--ids", description = "Print the ids only, one a line.")
  private boolean ids;

  @Option(names = "--json", description = "Print the daemon's JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    String document = client.get(Map.of(), "runs");
    List<RunFacts> runs =
        DaemonDocuments.runs(DaemonDocuments.parse(document, client)).stream()
            .map(DaemonDocuments::run)
            .toList();
    if (json) {
      spec.commandLine().getOut().println(document);
    } else if (ids) {
      runs.forEach(run -> spec.commandLine().getOut().println(Text.printable(run.id())));
    } else if (runs.isEmpty()) {
      spec.commandLine().getErr().println("no runs yet: ingest submit makes one");
    } else {
      RunTable.lines(runs, OutputStyle.of(Terminal.isStdout(), System.getenv()))
          .forEach(spec.commandLine().getOut()::println);
    }
    return ExitCode.FINISHED;
  }
}
