package org.mosingest.daemon.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.daemon.content.OutputTallies;
import org.mosingest.daemon.dashboard.DashboardFiles;
import org.mosingest.daemon.export.RunExports;
import org.mosingest.daemon.history.RunHistories;
import org.mosingest.daemon.http.document.ApiDocuments;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.http.document.SubmissionCheck;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.runs.Runs;
import org.mosingest.daemon.runs.elsewhere.RunsElsewhere;

/** The service's HTTP API, being served. */
public final class ApiServer implements AutoCloseable {

  /**
   * Connections accepted beyond the limit, to be told so; what comes beyond those waits in the
   * system's queue.
   */
  private static final int SURPLUS = 64;

  private static final Duration GRACE = Duration.ofMillis(500);

  private final WebServer server;
  private final ProgressBroadcast feed;
  private final RunHistories histories;
  private final ConnectionWatch watch;

  private ApiServer(
      WebServer server, ProgressBroadcast feed, RunHistories histories, ConnectionWatch watch) {
    this.server = server;
    this.feed = feed;
    this.histories = histories;
    this.watch = watch;
  }

  /**
   * Serves the API.
   *
   * @param runs the runs that are asked for; those that other processes tell of are shown beside
   *     them
   * @param exports what is made of their rows
   * @param reader how a submission's JSON becomes options; paths are confined to the roots after it
   * @param service what is told of the service itself
   * @param metrics what is scraped; the runs and pools are added to it
   * @throws IOException if a root does not exist or the address cannot be listened at
   */
  public static ApiServer start(
      ApiSettings settings,
      Runs runs,
      RunExports exports,
      SubmissionCheck.Reader reader,
      ServiceInfo service,
      Metrics metrics)
      throws IOException {
    InetAddress address = settings.address();
    ApiLimits limits = settings.limits();
    RootFolders roots = new RootFolders(settings.roots());
    RunsElsewhere all = new RunsElsewhere(runs, InstantSource.system());
    ProgressBroadcast feed =
        new ProgressBroadcast(() -> ApiDocuments.progress(service, all), limits);
    metrics.register(new ServiceCollector(service, runs, feed));
    RunHistories histories = RunHistories.start(all);
    JsonBody body = new JsonBody(limits);
    List<Route> routes =
        new ArrayList<>(new ServiceEndpoints(service, all, metrics, feed, body).routes());
    routes.addAll(new RunEndpoints(all, reader, roots, body).routes());
    routes.addAll(new ExportEndpoints(all, exports, roots, body).routes());
    routes.addAll(new InsightEndpoints(all, histories, new OutputTallies()).routes());
    routes.addAll(new PageEndpoints(new DashboardFiles()).routes());
    ConnectionWatch watch = new ConnectionWatch(limits);
    AccessControl guard =
        new AccessControl(
            new AllowedHosts(settings.bind(), address, settings.hosts()),
            settings.token(),
            !address.isLoopbackAddress());
    WebServer server =
        WebServer.builder()
            .address(address)
            .port(settings.port())
            .protocolsDiscoverServices(false)
            .featuresDiscoverServices(false)
            .addConnectionSelector(watch)
            .connectionOptions(options -> options.tcpNoDelay(true))
            .maxPayloadSize(limits.bodyBytes())
            .maxTcpConnections(limits.connections().most() + SURPLUS)
            .directHandlers(HeadErrors.everywhere())
            .shutdownHook(false)
            .shutdownGracePeriod(GRACE)
            .routing(routing(routes, guard, metrics))
            .build();
    ApiServer api = new ApiServer(server, feed, histories, watch);
    try {
      server.start();
    } catch (RuntimeException e) {
      api.close();
      throw new IOException(
          "cannot listen on "
              + settings.bind()
              + " port "
              + settings.port()
              + ": it is in use, or not permitted for this user (as ports below 1024 often are not); give another --port",
          e);
    }
    // It does not throw when it cannot listen; why, it has logged.
    if (!server.isRunning()) {
      api.close();
      throw new IOException(
          "cannot listen on "
              + settings.bind()
              + " port "
              + settings.port()
              + ": it is in use, or not permitted for this user (as ports below 1024 often are not); give another --port");
    }
    return api;
  }

  private static HttpRouting.Builder routing(
      List<Route> routes, AccessControl guard, Metrics metrics) {
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (Route route : routes) {
      methods.computeIfAbsent(route.path(), path -> new ArrayList<>()).add(route.method().text());
    }
    HttpRouting.Builder routing =
        HttpRouting.builder().addFilter(new RequestFilter(methods.keySet(), guard, metrics));
    for (Route route : routes) {
      routing.route(route.method(), route.path(), route.handler());
      if (route.method().equals(Method.GET)) {
        // The same, and the answer goes without its body.
        routing.route(Method.HEAD, route.path(), route.handler());
      }
    }
    methods.forEach(
        (path, allowed) ->
            routing.any(
                path,
                (req, res) -> {
                  throw notAllowed(String.join(", ", allowed));
                }));
    return routing
        .any(
            (req, res) -> {
              throw ErrorAnswers.of(Status.NOT_FOUND_404);
            })
        .error(Throwable.class, (req, res, fault) -> ErrorAnswers.answer(res, fault));
  }

  private static Refusal notAllowed(String allowed) {
    return new Refusal(
        Status.METHOD_NOT_ALLOWED_405,
        "wrong-method",
        "this path accepts only " + allowed,
        "GET /openapi.json lists all paths",
        HeaderValues.create(HeaderNames.ALLOW, allowed));
  }

  /** The port it is served at. */
  public int port() {
    return server.port();
  }

  /** Ends the live streams, lets what is being answered be answered, and stops. */
  @Override
  public void close() {
    feed.close();
    histories.close();
    server.stop();
    watch.close();
  }
}
