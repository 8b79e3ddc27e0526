package org.mosingest.daemon.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.OptionValues;
import org.mosingest.daemon.http.document.ApiDocuments;
import org.mosingest.daemon.http.document.OpenApiDescription;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.limits.LimitsJson;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.runs.Runs;

/** What can be asked of the service itself. */
final class ServiceEndpoints {

  static final String HEALTHZ = "/healthz";

  private static final String EVENTS = "text/event-stream";

  private final ServiceInfo service;
  private final Runs runs;
  private final Metrics metrics;
  private final ProgressBroadcast feed;
  private final byte[] corpora = ApiDocuments.corpora();
  private final JsonBody body;
  private final byte[] description = OpenApiDescription.json();

  ServiceEndpoints(
      ServiceInfo service, Runs runs, Metrics metrics, ProgressBroadcast feed, JsonBody body) {
    this.service = service;
    this.runs = runs;
    this.metrics = metrics;
    this.feed = feed;
    this.body = body;
  }

  List<Route> routes() {
    return List.of(
        Route.get("/progress", this::progress),
        Route.get(HEALTHZ, this::health),
        Route.get(
            "/corpora", (req, res) -> ResponseWriter.bytes(res, ResponseWriter.JSON, corpora)),
        Route.get(
            "/limits",
            (req, res) -> ResponseWriter.json(res, ApiDocuments.limits(service.limits().now()))),
        Route.post("/limits", this::limit),
        Route.get(
            "/metrics",
            (req, res) -> ResponseWriter.bytes(res, Metrics.CONTENT_TYPE, metrics.text())),
        Route.get(
            "/openapi.json",
            (req, res) -> ResponseWriter.bytes(res, ResponseWriter.JSON, description)));
  }

  private void progress(ServerRequest req, ServerResponse res) throws InterruptedException {
    boolean live =
        req.headers().values(HeaderNames.ACCEPT).stream()
            .anyMatch(accepted -> accepted.toLowerCase(Locale.ROOT).contains(EVENTS));
    if (live && ClientDeadline.CURRENT.get().asksForHead()) {
      // Without a length: it has none.
      ResponseWriter.head(res, EVENTS);
    } else if (live) {
      stream(res);
    } else {
      ResponseWriter.json(res, ApiDocuments.progress(service, runs));
    }
  }

  private void stream(ServerResponse res) throws InterruptedException {
    ClientDeadline watched = ClientDeadline.CURRENT.get();
    try (ProgressBroadcast.Subscription subscription = feed.subscribe();
        SseSink sink = res.sink(SseSink.TYPE)) {
      for (byte[] document = subscription.next();
          document != null;
          document = subscription.next()) {
        watched.forWrite();
        sink.emit(SseEvent.builder().data(document).build());
        watched.forNobody();
      }
      watched.forWrite();
    } catch (UncheckedIOException e) {
      throw new CloseConnectionException("the stream's client is gone", e);
    }
  }

  private void limit(ServerRequest req, ServerResponse res) throws IOException {
    OptionValues given;
    try {
      given = LimitsJson.read(body.json(req));
    } catch (BadOptionsException e) {
      throw Refusal.badRequest(
          "bad-limits",
          e.wording(),
          "send {\"downloads\": 8}, {\"per_host\": 4}, {\"limit_rate\": \"20M\"} or several of"
              + " them");
    }
    ResponseWriter.json(res, ApiDocuments.limits(service.limits().change(given)));
  }

  /** Answers while the service lives; asked for {@code ready}, 503 while it takes up no work. */
  private void health(ServerRequest req, ServerResponse res) {
    boolean ready = service.ready().getAsBoolean();
    boolean failing = req.query().contains("ready") && !ready;
    ResponseWriter.json(
        res, failing ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200, ApiDocuments.health(ready));
  }
}
