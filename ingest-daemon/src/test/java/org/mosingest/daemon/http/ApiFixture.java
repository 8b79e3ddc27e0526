package org.mosingest.daemon.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.http.document.SubmissionCheck;
import org.mosingest.daemon.limits.LiveLimits;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.RunState;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A served API over fake runs, and a client for it. */
final class ApiFixture implements AutoCloseable {

  static final MediaType JSON = MediaType.get("application/json");

  final FakeRuns runs = new FakeRuns();
  final FakeExports exports = new FakeExports();
  final Metrics metrics = new Metrics();
  final WorkPool pool = new WorkPool("download", 16, 8);
  final LiveLimits live =
      LiveLimits.start(pool, rate -> {}, RateTimetable.UNLIMITED, Clock.systemUTC());
  final AtomicBoolean ready = new AtomicBoolean(true);
  final AtomicInteger documentsMade = new AtomicInteger();
  final Token token = Token.random();
  final Path root;
  final ApiServer server;
  final OkHttpClient client;

  ApiFixture(Path folder, ApiLimits limits) throws IOException {
    this(folder, limits, "127.0.0.1");
  }

  ApiFixture(Path folder, ApiLimits limits, String bind) throws IOException {
    root = Files.createDirectories(folder.resolve("root")).toRealPath();
    ServiceInfo service =
        new ServiceInfo(
            "1.2.3",
            FakeRuns.THEN,
            () -> new WorkPool.Load(16, 3, 40),
            () -> new WorkPool.Load(2, 1, 0),
            () -> {
              documentsMade.incrementAndGet();
              return 123_456_789L;
            },
            List.of("bad.example"),
            live,
            ready::get);
    server =
        ApiServer.start(
            new ApiSettings(bind, 0, token, List.of(root), List.of("ingest.example"), limits),
            runs,
            exports,
            ApiFixture::submission,
            service,
            metrics);
    client = new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
  }

  static SubmissionCheck submission(byte[] json) {
    try {
      return new SubmissionCheck.Valid(RunOptionsJson.read(json));
    } catch (BadOptionsException e) {
      return new SubmissionCheck.Invalid(e.wording());
    }
  }

  /** The standard limits, events more often. */
  static ApiLimits limits() {
    ApiLimits standard = ApiLimits.standard();
    return new ApiLimits(
        standard.bodyBytes(),
        standard.headBytes(),
        standard.connections(),
        standard.patience(),
        Duration.ofMillis(50),
        Duration.ofMillis(400));
  }

  /** A run that is there without having been submitted. */
  void run(String id, RunState state, int written) {
    RunOptions options = RunOptions.of(KnownCorpora.standard(), root.resolve("konvid")).build();
    runs.set(id, state, options, new Books(100, written, 1, 3, 2));
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** A request with the token. */
  Request.Builder request(String path) {
    return new Request.Builder().url(url(path)).header("Authorization", "Bearer " + token.hex());
  }

  static RequestBody body(String json) {
    return RequestBody.create(json.getBytes(StandardCharsets.UTF_8), JSON);
  }

  static RequestBody nothing() {
    return RequestBody.create(new byte[0], null);
  }

  Reply get(String path) throws IOException {
    return send(new Request.Builder().url(url(path)).build());
  }

  Reply post(String path, RequestBody body) throws IOException {
    return send(request(path).post(body).build());
  }

  Reply put(String path, String json) throws IOException {
    return send(request(path).put(body(json)).build());
  }

  Reply delete(String path) throws IOException {
    return send(request(path).delete().build());
  }

  Reply send(Request request) throws IOException {
    try (Response response = client.newCall(request).execute()) {
      return new Reply(response, response.body().string());
    }
  }

  /** An answer, read. */
  record Reply(Response response, String body) {
    int status() {
      return response.code();
    }

    @Nullable String header(String name) {
      return response.header(name);
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** The error's fixed word. */
    String code() {
      return json().path("error").path("code").asString("no error");
    }
  }

  @Override
  public void close() {
    server.close();
    live.close();
    pool.close();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
