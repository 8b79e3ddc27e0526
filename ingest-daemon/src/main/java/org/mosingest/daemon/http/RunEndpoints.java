package org.mosingest.daemon.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.http.document.ApiDocuments;
import org.mosingest.daemon.http.document.SubmissionCheck;
import org.mosingest.daemon.http.document.ToldRun;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.elsewhere.RunsElsewhere;

/** What can be asked of runs. */
final class RunEndpoints {

  private static final int MOST_FAILURES = 1000;
  private static final int USUAL_FAILURES = 100;
  private static final int MOST_RUNS = 1000;
  private static final int USUAL_RUNS = 100;

  private final RunsElsewhere runs;
  private final SubmissionCheck.Reader reader;
  private final RootFolders roots;
  private final JsonBody body;

  RunEndpoints(
      RunsElsewhere runs, SubmissionCheck.Reader reader, RootFolders roots, JsonBody body) {
    this.runs = runs;
    this.reader = reader;
    this.roots = roots;
    this.body = body;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            "/progress/{id}", (req, res) -> ResponseWriter.json(res, ApiDocuments.run(find(req)))),
        Route.get("/runs", this::list),
        Route.post("/runs", this::submit),
        Route.get(
            "/runs/{id}",
            (req, res) -> ResponseWriter.json(res, ApiDocuments.inspection(find(req)))),
        Route.put("/runs/{id}", this::tell),
        Route.delete("/runs/{id}", move(runs::delete)),
        Route.get("/runs/{id}/failures", this::failures),
        Route.post("/runs/{id}/pause", move(runs::pause)),
        Route.post("/runs/{id}/resume", move(runs::resume)),
        Route.post("/runs/{id}/cancel", move(runs::cancel)),
        Route.post("/runs/{id}/retry", this::retry));
  }

  private void submit(ServerRequest req, ServerResponse res)
      throws IOException, BadCorpusException, HeldException {
    RunOptions options = options(body.json(req));
    List<String> warnings = new ArrayList<>();
    RunSnapshot run = runs.submit(options, warnings::add);
    res.header(HeaderNames.LOCATION, "/runs/" + run.id());
    ResponseWriter.json(res, Status.CREATED_201, ApiDocuments.accepted(run, warnings));
  }

  private RunOptions options(byte[] json) {
    return switch (reader.read(json)) {
      case SubmissionCheck.Valid(RunOptions asked) -> roots.confine(asked);
      case SubmissionCheck.Invalid(Wording problems) ->
          throw Refusal.badRequest(
              "bad-submission",
              problems,
              "GET /openapi.json lists the options of a run; programs to execute and pool sizes are"
                  + " the service's own start options");
    };
  }

  /** What another process tells of a run that it carries out. */
  private void tell(ServerRequest req, ServerResponse res)
      throws IOException, IllegalMoveException {
    byte[] json = body.json(req);
    String id = id(req);
    RunSnapshot run;
    try {
      RunsElsewhere.checkId(id);
      ToldRun told = ToldRun.read(json);
      run = told.snapshot(id, options(told.options()), runs.now());
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(
          "bad-run",
          String.valueOf(e.getMessage()),
          "the body is what GET /runs/{id} gives; GET /openapi.json describes it");
    }
    if (!runs.tell(run)) {
      throw Refusal.busy(
          "too-many-runs",
          "no more runs of other processes can be shown",
          "report it again when one of them has ended");
    }
    ResponseWriter.json(res, ApiDocuments.run(run));
  }

  private void list(ServerRequest req, ServerResponse res) {
    int limit = number(req, "limit", USUAL_RUNS, 1, MOST_RUNS);
    int offset = number(req, "offset", 0, 0, Integer.MAX_VALUE);
    ResponseWriter.json(res, ApiDocuments.runs(runs.list(), limit, offset));
  }

  private void failures(ServerRequest req, ServerResponse res) throws NoSuchRunException {
    FailureFilter filter =
        new FailureFilter(
            req.query().first("reason").orElse(""), req.query().first("text").orElse(""));
    int limit = number(req, "limit", USUAL_FAILURES, 1, MOST_FAILURES);
    int offset = number(req, "offset", 0, 0, Integer.MAX_VALUE);
    ResponseWriter.json(
        res, ApiDocuments.failures(runs.failures(id(req), filter, limit, offset), limit, offset));
  }

  private void retry(ServerRequest req, ServerResponse res)
      throws IOException,
          BadCorpusException,
          HeldException,
          NoSuchRunException,
          IllegalMoveException,
          NotFailedException {
    ResponseWriter.json(res, ApiDocuments.run(runs.retry(id(req), body.retry(req))));
  }

  /** One of the moves that need nothing but the run. */
  @FunctionalInterface
  private interface Move {
    RunSnapshot make(String id) throws NoSuchRunException, IllegalMoveException, IOException;
  }

  private Handler move(Move move) {
    return (req, res) -> {
      body.discard(req);
      ResponseWriter.json(res, ApiDocuments.run(move.make(id(req))));
    };
  }

  private RunSnapshot find(ServerRequest req) throws NoSuchRunException {
    String id = id(req);
    return runs.find(id).orElseThrow(() -> new NoSuchRunException(id));
  }

  private static String id(ServerRequest req) {
    return req.path().pathParameters().get("id");
  }

  private static int number(ServerRequest req, String key, int usual, int least, int most) {
    String text = req.query().first(key).orElse("");
    if (text.isEmpty()) {
      return usual;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below, with the range.
    }
    throw Refusal.badRequest(
        "bad-parameter",
        key + " is not a number from " + least + " to " + most,
        "leave it out for " + usual);
  }
}
