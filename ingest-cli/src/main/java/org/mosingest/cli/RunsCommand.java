package org.mosingest.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.options.ClientOptions;
import org.mosingest.cli.process.ExitCode;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.OutputStyle;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.cli.view.RunTable;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code ingest runs}: the daemon's runs. */
@Command(
    name = "runs",
    description = "Lists the daemon's runs, newest first.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest runs", "  ingest runs --json | jq -r '.runs[].id'"})
final class RunsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions clientOptions;

  @Option(names = "--ids", description = "Print only the ids, one per line.")
  private boolean ids;

  @Option(names = "--json", description = "Print the daemon's JSON document.")
  private boolean json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "List the newest N runs, 1 to 1000 (default: 100).")
  private @Nullable Integer limit;

  @Option(names = "--offset", paramLabel = "N", description = "Leave out the newest N runs.")
  private @Nullable Integer offset;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    Map<String, String> query = new LinkedHashMap<>();
    if (limit != null) {
      query.put("limit", limit.toString());
    }
    if (offset != null) {
      query.put("offset", offset.toString());
    }
    String document = client.get(query, "runs");
    JsonNode tree = DaemonDocuments.parse(document, client);
    List<RunFacts> runs = DaemonDocuments.runs(tree).stream().map(DaemonDocuments::run).toList();
    if (json) {
      spec.commandLine().getOut().println(document);
    } else if (ids) {
      runs.forEach(run -> spec.commandLine().getOut().println(Text.printable(run.id())));
    } else if (runs.isEmpty()) {
      int total = tree.path("total").asInt(0);
      spec.commandLine()
          .getErr()
          .println(
              total == 0
                  ? "no runs yet: ingest submit starts one"
                  : "there "
                      + Counted.word(total, "is ", "are ")
                      + Counted.of(total, "run")
                      + ", none after the newest "
                      + offset);
    } else {
      RunTable.lines(runs, OutputStyle.of(Terminal.isStdout(), System.getenv()))
          .forEach(spec.commandLine().getOut()::println);
    }
    if (!json && !runs.isEmpty()) {
      tellEarlier(tree, runs.size());
    }
    return ExitCode.FINISHED;
  }

  /** On stderr: ids on stdout are for programs. */
  private void tellEarlier(JsonNode listing, int shown) {
    int next = listing.path("offset").asInt(0) + shown;
    int earlier = listing.path("total").asInt(0) - next;
    if (earlier > 0) {
      spec.commandLine()
          .getErr()
          .println(
              Counted.of(earlier, "earlier run is", "earlier runs are")
                  + " not listed: --offset="
                  + next
                  + " continues there");
    }
  }
}
