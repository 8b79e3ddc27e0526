package org.mosingest.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.client.ProgressWatch;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.options.CorpusOptions;
import org.mosingest.cli.options.SubmissionBody;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.core.row.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ingest submit}: hands a run to the daemon. */
@Command(
    name = "submit",
    description =
        "Submits a run to the daemon and prints its id. Omitted options take the daemon's"
            + " defaults.",
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest submit --konvid-dir /data/konvid-150k --watch",
      "Relative paths start at the current directory, not the daemon's. With",
      "--watch the exit status is that of the run."
    })
final class SubmitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private CorpusOptions corpusOptions;
  @Mixin private ClientOptions clientOptions;

  @Option(names = "--watch", description = "Show live progress until the run ends.")
  private boolean watch;

  @Option(
      names = "--json",
      description =
          "Print the daemon's JSON document; with --watch the progress too, one document per line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    String answer = client.post(SubmissionBody.json(corpusOptions.given()), "runs");
    JsonNode run = DaemonDocuments.parse(answer, client);
    String id = run.path("id").asString("");
    if (id.isEmpty()) {
      throw client.stranger();
    }
    String shown = DaemonDocuments.text(run, "id");
    spec.commandLine().getOut().println(json ? answer : shown);
    spec.commandLine().getOut().flush();
    run.path("warnings")
        .forEach(
            warning ->
                spec.commandLine()
                    .getErr()
                    .println("warning: " + Text.printable(warning.asString(""))));
    if (watch) {
      return ProgressWatch.until(Optional.of(id), client, json, spec.commandLine());
    }
    spec.commandLine()
        .getErr()
        .println("see: ingest status " + shown + " --watch, or " + client.url());
    return ExitCode.FINISHED;
  }
}
