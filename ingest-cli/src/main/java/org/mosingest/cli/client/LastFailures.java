package org.mosingest.cli.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.cli.view.RunFacts;
import tools.jackson.databind.JsonNode;

/**
 * The last failures of a daemon's runs, asked for only when there are more than before. Not
 * thread-safe.
 */
final class LastFailures {

  private static final int SHOWN = 3;

  private record Known(long count, List<String> last) {}

  private final DaemonClient client;
  private final Map<String, Known> known = new HashMap<>();

  LastFailures(DaemonClient client) {
    this.client = client;
  }

  /** The run with its last failures, as far as the daemon tells them. */
  RunFacts of(RunFacts run) {
    if (run.failed() == 0) {
      return run;
    }
    Known before = known.get(run.id());
    if (before == null || before.count() != run.failed()) {
      before = new Known(run.failed(), ask(run));
      known.put(run.id(), before);
    }
    return run.withLastFailures(before.last());
  }

  private List<String> ask(RunFacts run) {
    Map<String, String> query =
        Map.of(
            "limit",
            String.valueOf(SHOWN),
            "offset",
            String.valueOf(Math.max(0, run.failed() - SHOWN)));
    try {
      JsonNode page =
          DaemonDocuments.parse(client.get(query, "runs", run.id(), "failures"), client);
      return page.path("failures")
          .valueStream()
          .map(
              failure ->
                  DaemonDocuments.text(failure, "name")
                      + ": "
                      + DaemonDocuments.text(failure, "reason"))
          .toList();
    } catch (RefusedException | DaemonUnreachableException e) {
      // Of another version, or on its way out, which its progress tells: the counts are shown all
      // the same.
      return List.of();
    }
  }
}
