package org.mosingest.daemon.dashboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.notify.NotifySettings;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.service.DaemonSettings;
import org.mosingest.daemon.service.IngestDaemon;
import org.mosingest.daemon.service.ListenAddress;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole service on a folder, with a probe of one's own, that can go and come again. */
final class DaemonBed implements AutoCloseable {

  private final Path folder;
  private final ClipProbe probe;
  private final String bind;
  private final Duration stallAfter;
  private final List<String> insecureHosts;
  private final OkHttpClient client =
      new OkHttpClient.Builder().readTimeout(Duration.ofSeconds(60)).build();
  private @Nullable Engines engines;
  private @Nullable IngestDaemon daemon;
  private int port;

  DaemonBed(Path folder, ClipProbe probe, String bind) throws IOException, HeldException {
    this(folder, probe, bind, Engines.STALL_AFTER);
  }

  /** One that says after that time that a run stalls. */
  DaemonBed(Path folder, ClipProbe probe, String bind, Duration stallAfter)
      throws IOException, HeldException {
    this(folder, probe, bind, stallAfter, List.of("bad.example"));
  }

  /** One that accepts any certificate of these hosts. */
  DaemonBed(
      Path folder, ClipProbe probe, String bind, Duration stallAfter, List<String> insecureHosts)
      throws IOException, HeldException {
    this.insecureHosts = insecureHosts;
    this.folder = Files.createDirectories(folder).toRealPath();
    this.probe = probe;
    this.bind = bind;
    this.stallAfter = stallAfter;
    start();
  }

  /** Starts it, at the port where it was before. */
  void start() throws IOException, HeldException {
    Metrics metrics = new Metrics();
    engines =
        Engines.of(
                new WorkPool("download", 16, 16),
                Downloads.overOkHttp(
                    TransferSettings.standard("test")
                        .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(30))
                        .withReach(reach())),
                new WorkPool("probe", 2, 2),
                probe)
            .withStallAfter(stallAfter);
    daemon =
        IngestDaemon.start(
            new DaemonSettings(
                new ListenAddress(bind, port, List.of()),
                folder.resolve("state"),
                List.of(folder),
                4,
                RateTimetable.UNLIMITED,
                NotifySettings.NOBODY,
                "1.2.3"),
            engines,
            metrics,
            Map.of());
    port = daemon.port();
  }

  private Reach reach() {
    return Reach.of(
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        insecureHosts,
        false);
  }

  /** Stops it; runs under way are interrupted. */
  void stop() throws IOException {
    if (daemon != null && engines != null) {
      daemon.close();
      engines.close();
      daemon = null;
    }
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  String token() throws IOException {
    return Files.readString(folder.resolve("state/token")).strip();
  }

  CorpusBed corpus(String name) {
    return new CorpusBed(folder.resolve(name));
  }

  /** Submits a run over a corpus; its id. */
  String submit(String corpus) throws IOException {
    return post("runs", "{\"konvid_dir\": \"" + corpus + "\", \"min_rows\": 0, \"retries\": 0}")
        .get("id")
        .asString();
  }

  JsonNode post(String path, String json) throws IOException {
    return send(
        new Request.Builder()
            .url(url() + path)
            .post(RequestBody.create(json, MediaType.get("application/json"))));
  }

  JsonNode run(String id) throws IOException {
    return send(new Request.Builder().url(url() + "progress/" + id));
  }

  JsonNode get(String path) throws IOException {
    return send(new Request.Builder().url(url() + path));
  }

  private JsonNode send(Request.Builder request) throws IOException {
    try (Response response =
        client.newCall(request.header("Authorization", "Bearer " + token()).build()).execute()) {
      return Objects.requireNonNull(JsonMapper.shared().readTree(response.body().string()));
    }
  }

  @Override
  public void close() throws IOException {
    stop();
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
