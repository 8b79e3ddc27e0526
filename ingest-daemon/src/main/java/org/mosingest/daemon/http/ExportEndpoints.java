package org.mosingest.daemon.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.List;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.daemon.export.ExportBody;
import org.mosingest.daemon.export.ExportOrder;
import org.mosingest.daemon.export.ExportView;
import org.mosingest.daemon.export.NoSuchExportException;
import org.mosingest.daemon.export.RefusedOrderException;
import org.mosingest.daemon.export.RunExports;
import org.mosingest.daemon.http.document.ApiDocuments;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.Runs;

/** What can be asked of the exports of a run. */
final class ExportEndpoints {

  private static final String ALL = "/runs/{id}/exports";
  private static final String ONE = ALL + "/{export}";

  private final Runs runs;
  private final RunExports exports;
  private final RootFolders roots;
  private final JsonBody body;

  ExportEndpoints(Runs runs, RunExports exports, RootFolders roots, JsonBody body) {
    this.runs = runs;
    this.exports = exports;
    this.roots = roots;
    this.body = body;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, this::list),
        Route.post(ALL, this::submit),
        Route.get(ONE, this::show),
        Route.post(ONE + "/cancel", this::cancel));
  }

  private void list(ServerRequest req, ServerResponse res) throws NoSuchRunException {
    ResponseWriter.json(res, ApiDocuments.exports(exports.of(run(req))));
  }

  private void submit(ServerRequest req, ServerResponse res)
      throws IOException, NoSuchRunException, RefusedOrderException, BadCorpusException {
    byte[] json = body.json(req);
    RunSnapshot run = run(req);
    ExportOrder order;
    try {
      order = ExportBody.read(json);
    } catch (BadOptionsException e) {
      throw Refusal.badRequest(
          "bad-export", e.wording(), "GET /openapi.json lists the options of an export");
    }
    ExportView export = exports.submit(run, order.mapPaths(roots::confine));
    res.header(HeaderNames.LOCATION, "/runs/" + run.id() + "/exports/" + export.id().orElseThrow());
    ResponseWriter.json(res, Status.CREATED_201, ApiDocuments.export(export));
  }

  private void show(ServerRequest req, ServerResponse res)
      throws NoSuchRunException, NoSuchExportException {
    ResponseWriter.json(res, ApiDocuments.export(exports.find(run(req), export(req))));
  }

  private void cancel(ServerRequest req, ServerResponse res)
      throws IOException, NoSuchRunException, NoSuchExportException {
    body.discard(req);
    ResponseWriter.json(res, ApiDocuments.export(exports.cancel(run(req), export(req))));
  }

  private RunSnapshot run(ServerRequest req) throws NoSuchRunException {
    String id = req.path().pathParameters().get("id");
    return runs.find(id).orElseThrow(() -> new NoSuchRunException(id));
  }

  private static String export(ServerRequest req) {
    return req.path().pathParameters().get("export");
  }
}
