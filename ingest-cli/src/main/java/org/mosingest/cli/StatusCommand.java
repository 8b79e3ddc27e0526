package org.mosingest.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.client.ProgressWatch;
import org.mosingest.cli.client.RunIds;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.cli.view.RunFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ingest status}: how far runs are. */
@Command(
    name = "status",
    description = "Shows the progress of a run, or of all active runs.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest status latest --watch",
      "With --watch the exit status is that of the runs: 0 if all completed, 1 if",
      "one failed or was cancelled, 130 on Ctrl-C, which ends the view and not the",
      "run. It waits while the daemon restarts."
    })
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions clientOptions;

  @Parameters(
      paramLabel = "RUN",
      completionCandidates = RunIds.Candidates.class,
      arity = "0..1",
      description = "Run id, a unique prefix of one, or latest (default: all active runs).")
  private @Nullable String run;

  @Option(names = "--watch", description = "Show live progress until the runs end.")
  private boolean watch;

  @Option(
      names = "--json",
      description = "Print the daemon's JSON document; with --watch, one per line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    Optional<String> id = run == null ? Optional.empty() : Optional.of(RunIds.resolve(run, client));
    if (watch) {
      return ProgressWatch.until(id, client, json, spec.commandLine());
    }
    String document =
        id.isPresent()
            ? client.get(Map.of(), "progress", id.get())
            : client.get(Map.of(), "progress");
    JsonNode tree = DaemonDocuments.parse(document, client);
    if (json) {
      spec.commandLine().getOut().println(document);
    } else if (id.isPresent()) {
      print(List.of(DaemonDocuments.run(tree)), tree);
    } else {
      print(
          DaemonDocuments.runs(tree).stream()
              .map(DaemonDocuments::run)
              .filter(facts -> !facts.isEnded())
              .toList(),
          tree);
    }
    return ExitCode.FINISHED;
  }

  private void print(List<RunFacts> runs, JsonNode document) {
    if (runs.isEmpty()) {
      spec.commandLine().getErr().println("no active run; ingest runs lists the earlier ones");
    }
    RunFrame.printed(
            runs,
            DaemonDocuments.daemon(document),
            OutputStyle.of(Terminal.isStdout(), System.getenv()))
        .forEach(spec.commandLine().getOut()::println);
  }
}
