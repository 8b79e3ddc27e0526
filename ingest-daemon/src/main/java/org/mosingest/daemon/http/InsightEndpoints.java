package org.mosingest.daemon.http;

import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import org.mosingest.daemon.content.OutputTallies;
import org.mosingest.daemon.history.RunHistories;
import org.mosingest.daemon.http.document.ApiDocuments;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.Runs;

/** What can be asked about how a run went: over time, by host, and what it found. */
final class InsightEndpoints {

  private final Runs runs;
  private final RunHistories histories;
  private final OutputTallies outputs;

  InsightEndpoints(Runs runs, RunHistories histories, OutputTallies outputs) {
    this.runs = runs;
    this.histories = histories;
    this.outputs = outputs;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/runs/{id}/history", this::history),
        Route.get("/runs/{id}/hosts", this::hosts),
        Route.get("/runs/{id}/distributions", this::distributions));
  }

  private void history(ServerRequest req, ServerResponse res) throws NoSuchRunException {
    ResponseWriter.json(res, ApiDocuments.history(histories.of(find(req))));
  }

  private void hosts(ServerRequest req, ServerResponse res) throws NoSuchRunException {
    ResponseWriter.json(res, ApiDocuments.hosts(runs.failuresByHost(find(req).id())));
  }

  private void distributions(ServerRequest req, ServerResponse res)
      throws NoSuchRunException, IOException {
    RunSnapshot run = find(req);
    ResponseWriter.json(res, ApiDocuments.distributions(outputs.of(run.options().output())));
  }

  private RunSnapshot find(ServerRequest req) throws NoSuchRunException {
    String id = req.path().pathParameters().get("id");
    return runs.find(id).orElseThrow(() -> new NoSuchRunException(id));
  }
}
