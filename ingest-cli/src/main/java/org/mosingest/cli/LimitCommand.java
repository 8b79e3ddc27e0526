package org.mosingest.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.options.LimitOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.view.LimitLines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ingest limit}: what a running service may take. */
@Command(
    name = "limit",
    description = {
      "Shows or changes the download limits of a running daemon, for all its runs at once.",
      "If more downloads are active than allowed, the newest stop and continue later where they stopped. A change lasts until the daemon stops; its start options apply again at the next start."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  ingest limit --downloads 4 --per-host 2",
      "  ingest limit --limit-rate '08:00,5M 19:00,off'"
    })
final class LimitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions clientOptions;
  @Mixin private LimitOptions limitOptions;

  @Option(names = "--json", description = "Print the daemon's JSON document.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    String answer =
        limitOptions.isEmpty()
            ? client.get(Map.of(), "limits")
            : client.post(limitOptions.json(), "limits");
    if (json) {
      spec.commandLine().getOut().println(answer);
    } else {
      LimitLines.of(DaemonDocuments.parse(answer, client))
          .forEach(spec.commandLine().getOut()::println);
    }
    return ExitCode.FINISHED;
  }
}
