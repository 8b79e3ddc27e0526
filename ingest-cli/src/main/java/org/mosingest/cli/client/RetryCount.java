package org.mosingest.cli.client;

import java.util.Map;
import java.util.Optional;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.core.failures.ReasonPattern;
import tools.jackson.databind.JsonNode;

/** How many rows of a run a retry would take up. */
public final class RetryCount {

  private static final int PAGE = 1_000;

  private RetryCount() {}

  /**
   * Asks the service: failed and broken clips, and rows that the run has not settled.
   *
   * @param reason which failures; all if empty
   */
  public static long of(String id, Optional<ReasonPattern> reason, DaemonClient client)
      throws RefusedException, DaemonUnreachableException {
    RunFacts run =
        DaemonDocuments.run(DaemonDocuments.parse(client.get(Map.of(), "runs", id), client));
    long left = run.counts().rows() - run.counts().settled();
    return left + (reason.isEmpty() ? run.failed() : matching(id, reason.get(), client));
  }

  private static long matching(String id, ReasonPattern reason, DaemonClient client)
      throws RefusedException, DaemonUnreachableException {
    long matching = 0;
    int offset = 0;
    while (true) {
      JsonNode page =
          DaemonDocuments.parse(
              client.get(
                  Map.of("limit", String.valueOf(PAGE), "offset", String.valueOf(offset)),
                  "runs",
                  id,
                  "failures"),
              client);
      JsonNode failures = page.path("failures");
      for (JsonNode failure : failures) {
        matching += reason.finds(failure.path("reason").asString("")) ? 1 : 0;
      }
      offset += failures.size();
      if (failures.isEmpty() || offset >= page.path("total").asInt(0)) {
        return matching;
      }
    }
  }
}
