package org.mosingest.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.RefusedException;
import org.mosingest.cli.client.RunDetails;
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

/** {@code ingest inspect}: everything about one run. */
@Command(
    name = "inspect",
    description =
        "Shows the details of a run: options, counters, rates, failures by reason, and the first failures.",
    footerHeading = "%nExample:%n",
    footer = {"  ingest inspect latest", "  ingest inspect latest --failures --reason http-404"})
final class InspectCommand implements Callable<Integer> {

  private static final int FIRST = 10;
  private static final int PAGE = 1000;

  @Spec private CommandSpec spec;
  @Mixin private ClientOptions clientOptions;

  @Parameters(
      paramLabel = "RUN",
      completionCandidates = RunIds.Candidates.class,
      description = "Run id, a unique prefix of one, or latest.")
  private String run;

  @Option(
      names = "--failures",
      description =
          "List all failed and broken clips instead: row, clip and reason, tab-separated.")
  private boolean failures;

  @Option(
      names = "--reason",
      paramLabel = "R",
      description = "With --failures: only reasons with this prefix, such as http-404.")
  private @Nullable String reason;

  @Option(
      names = "--json",
      description = "Print the daemon's JSON document; with --failures, one page of them per line.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DaemonClient client = clientOptions.client();
    PrintWriter out = spec.commandLine().getOut();
    String id = RunIds.resolve(run, client);
    if (failures || reason != null) {
      listFailures(id, client, out);
      return ExitCode.FINISHED;
    }
    String document = client.get(Map.of(), "runs", id);
    if (json) {
      out.println(document);
    } else {
      JsonNode tree = DaemonDocuments.parse(document, client);
      JsonNode first = DaemonDocuments.parse(page(id, 0, FIRST, client), client);
      RunDetails.lines(tree, first).forEach(out::println);
    }
    return ExitCode.FINISHED;
  }

  private void listFailures(String id, DaemonClient client, PrintWriter out)
      throws RefusedException, DaemonUnreachableException {
    int offset = 0;
    while (true) {
      String document = page(id, offset, PAGE, client);
      JsonNode page = DaemonDocuments.parse(document, client);
      List<String> lines = RunDetails.failures(page);
      if (json && (offset == 0 || !lines.isEmpty())) {
        out.println(document);
      } else {
        lines.forEach(out::println);
      }
      offset += lines.size();
      if (lines.isEmpty() || offset >= page.path("total").asInt(Integer.MAX_VALUE)) {
        return;
      }
    }
  }

  private String page(String id, int offset, int limit, DaemonClient client)
      throws RefusedException, DaemonUnreachableException {
    Map<String, String> query = new LinkedHashMap<>();
    if (reason != null) {
      query.put("reason", reason);
    }
    query.put("limit", String.valueOf(limit));
    query.put("offset", String.valueOf(offset));
    return client.get(query, "runs", id, "failures");
  }
}
