package org.mosingest.daemon.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.registry.RegistrySettings;
import org.mosingest.daemon.runs.registry.RunRegistry;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each thing that is told of a run arrives, though the server is down at first. */
@Timeout(120)
final class NotifiedEventsTest {

  @TempDir private Path folder = Path.of("");

  private final FakeClipProbe probe = new FakeClipProbe();
  private final Engines engines =
      Engines.of(
              new WorkPool("download", 4, 4),
              Downloads.overOkHttp(TransferSettings.standard("test")),
              new WorkPool("probe", 4, 4),
              probe)
          .withStallAfter(Duration.ofMillis(100));
  private final MockWebServer server = new MockWebServer();

  @AfterEach
  void stop() {
    server.close();
    engines.close();
  }

  @Test
  void aFailedRunIsToldToAServerThatIsDownAtFirst() throws Exception {
    probe.becomeUnusable("ffprobe went away");
    ServerSocket down = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, "http://127.0.0.1:" + down.getLocalPort() + "/")) {
      String id = submit(runs);
      // Whoever connects is cut off, then nobody listens, then the server is there.
      try (down;
          Socket cut = down.accept()) {
        cut.setSoLinger(true, 0);
      }
      server.enqueue(new MockResponse.Builder().code(204).build());
      server.start(down.getLocalPort());

      JsonNode told = told();
      assertThat(told.get("event").asString()).isEqualTo("failed");
      assertThat(told.get("id").asString()).isEqualTo(id);
      assertThat(told.get("note").asString()).contains("ffprobe went away");
    }
  }

  @Test
  void aRunThatStallsAndIsCancelledIsToldOfBoth() throws Exception {
    server.start();
    server.enqueue(new MockResponse.Builder().code(503).build());
    server.enqueue(new MockResponse.Builder().code(204).build());
    server.enqueue(new MockResponse.Builder().code(503).build());
    server.enqueue(new MockResponse.Builder().code(204).build());
    FakeClipProbe.Gate gate = probe.holdAt("a.mp4");
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, server.url("/").toString())) {
      String id = submit(runs);

      assertThat(told()).isEqualTo(told());
      assertThat(server.getRequestCount()).isEqualTo(2);
      var _ = runs.cancel(id);
      gate.open();
      JsonNode refused = told();
      JsonNode received = told();

      assertThat(refused).isEqualTo(received);
      assertThat(received.get("event").asString()).isEqualTo("cancelled");
      assertThat(received.get("id").asString()).isEqualTo(id);
    }
  }

  @Test
  void aStallIsNamedWithItsRun() throws Exception {
    server.start();
    server.enqueue(new MockResponse.Builder().code(204).build());
    FakeClipProbe.Gate gate = probe.holdAt("a.mp4");
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, server.url("/").toString())) {
      String id = submit(runs);

      JsonNode told = told();

      assertThat(told.get("event").asString()).isEqualTo("stalled");
      assertThat(told.get("state").asString()).isEqualTo("running");
      assertThat(told.get("id").asString()).isEqualTo(id);
      gate.open();
    }
  }

  /** A server that only the proxy can find. */
  @Test
  void theProxyOfTheServiceIsTaken() throws Exception {
    server.start();
    server.enqueue(new MockResponse.Builder().code(204).build());
    Reach reach =
        Reach.of(
            Map.of(),
            Optional.of(server.url("/").toString()),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            List.of(),
            false);
    try (RunRegistry runs = registry();
        Notifications _ =
            Notifications.start(
                runs,
                NotifySettings.NOBODY.withUrl("http://hooks.invalid/run"),
                Instant.now(),
                reach)) {
      String _ = submit(runs);

      RecordedRequest request = Objects.requireNonNull(server.takeRequest(60, TimeUnit.SECONDS));
      assertThat(request.getRequestLine()).startsWith("POST http://hooks.invalid/run ");
    }
  }

  private static Notifications start(RunRegistry runs, String url) {
    List<Duration> waits = Collections.nCopies(1_000, Duration.ofMillis(20));
    return Notifications.start(
        runs,
        NotifySettings.NOBODY.withUrl(url).withPatience(waits, Duration.ofSeconds(30)),
        Instant.now(),
        Reach.direct());
  }

  private RunRegistry registry() throws Exception {
    return RunRegistry.open(
        folder.resolve("state"),
        engines,
        RegistrySettings.standard().withIntervals(Duration.ofMillis(20), Duration.ofMillis(50)));
  }

  private String submit(RunRegistry runs) throws Exception {
    CorpusBed corpus =
        new CorpusBed(Files.createTempDirectory(folder, "corpus"))
            .local("a.mp4", CorpusBed.fake(1), "3.5")
            .write();
    String json = "{\"konvid_dir\": \"" + corpus.folder() + "\", \"min_rows\": 0}";
    return runs.submit(RunOptionsJson.read(json.getBytes(UTF_8)), warning -> {}).id();
  }

  private JsonNode told() throws Exception {
    RecordedRequest request = Objects.requireNonNull(server.takeRequest(60, TimeUnit.SECONDS));
    return JsonMapper.shared().readTree(Objects.requireNonNull(request.getBody()).toByteArray());
  }
}
