package org.mosingest.daemon.notify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Credentials;
import okhttp3.tls.HandshakeCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.registry.RegistrySettings;
import org.mosingest.daemon.runs.registry.RunRegistry;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.TlsServers;
import org.mosingest.transfer.attempt.TransferSettings;
import org.mosingest.transfer.reach.Reach;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real servers and programs are told of real runs, and none of them holds a run up. */
@Timeout(120)
class NotificationsTest {

  private static final String SECRET = "pl4nted";
  private static final List<Duration> QUICK =
      List.of(Duration.ofMillis(5), Duration.ofMillis(5), Duration.ofMillis(5));

  @TempDir private Path folder = Path.of("");

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("org.mosingest.daemon.notify");
  private final Engines engines =
      Engines.of(
          new WorkPool("download", 4, 4),
          Downloads.overOkHttp(TransferSettings.standard("test")),
          new WorkPool("probe", 4, 4),
          new FakeClipProbe());
  private final MockWebServer server = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    log.start();
    logger.addAppender(log);
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    logger.detachAppender(log);
    server.close();
    engines.close();
  }

  @Test
  void aServerThatIsDownAtFirstIsToldOfTheEndAndTheBodyIsSigned() throws Exception {
    server.enqueue(new MockResponse.Builder().code(503).build());
    server.enqueue(new MockResponse.Builder().code(204).build());
    String url = "http://anna:" + SECRET + "@127.0.0.1:" + server.getPort() + "/hook/" + SECRET;
    NotifySettings settings = NotifySettings.NOBODY.withUrl(url).withSecret("key");
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, settings.withPatience(QUICK, Duration.ofSeconds(30)))) {
      String id = complete(runs);

      RecordedRequest refused = taken();
      RecordedRequest received = taken();

      byte[] body = Objects.requireNonNull(received.getBody()).toByteArray();
      JsonNode json = JsonMapper.shared().readTree(body);
      assertThat(json.get("event").asString()).isEqualTo("completed");
      assertThat(json.get("id").asString()).isEqualTo(id);
      assertThat(json.get("written").asInt()).isEqualTo(1);
      assertThat(refused.getBody()).isEqualTo(received.getBody());
      assertThat(received.getMethod()).isEqualTo("POST");
      assertThat(received.getHeaders().get("Authorization"))
          .isEqualTo(Credentials.basic("anna", SECRET));
      assertThat(received.getHeaders().get("X-Ingest-Signature-256"))
          .isEqualTo("sha256=" + WebReceiver.signature("key".getBytes(UTF_8), body));
    }
    // The reply may be on its way still when the service stops.
    assertThat(log.list)
        .allMatch(event -> event.getFormattedMessage().endsWith("the service stops"));
  }

  @Test
  void aServerThatStaysDownIsOneWarningWithoutSecretsAndNoRunIsHeldUp() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    String url = "http://anna:" + SECRET + "@127.0.0.1:" + closed + "/" + SECRET + "?t=" + SECRET;
    try (RunRegistry runs = registry();
        Notifications _ =
            start(
                runs,
                NotifySettings.NOBODY.withUrl(url).withPatience(QUICK, Duration.ofSeconds(30)))) {
      String id = complete(runs);
      CorpusBed.await("a warning", () -> !warnings().isEmpty());

      assertThat(warnings())
          .singleElement()
          .asString()
          .startsWith("http://127.0.0.1:" + closed + "/*** was not notified that run " + id)
          .endsWith("tried 4 times")
          .doesNotContain(SECRET, "anna");
    }
  }

  @Test
  void aServerWhoseAuthorityIsUnknownIsToldNothing() throws Exception {
    try (MockWebServer stranger = new MockWebServer();
        RunRegistry runs = registry()) {
      stranger.useHttps(
          new HandshakeCertificates.Builder()
              .heldCertificate(TlsServers.good("127.0.0.1"))
              .build()
              .sslSocketFactory());
      stranger.start(InetAddress.getLoopbackAddress(), 0);
      String url = "https://127.0.0.1:" + stranger.getPort() + "/";
      try (Notifications _ =
          start(
              runs,
              NotifySettings.NOBODY.withUrl(url).withPatience(QUICK, Duration.ofSeconds(30)))) {
        String _ = complete(runs);
        CorpusBed.await("a warning", () -> !warnings().isEmpty());

        assertThat(warnings()).singleElement().asString().contains("certificate");
        assertThat(stranger.takeRequest(0, TimeUnit.SECONDS)).isNull();
      }
    }
  }

  @Test
  void aRefusalIsNotTriedAgain() throws Exception {
    server.enqueue(new MockResponse.Builder().code(404).build());
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, NotifySettings.NOBODY.withUrl(server.url("/").toString()))) {
      String _ = complete(runs);
      CorpusBed.await("a warning", () -> !warnings().isEmpty());

      assertThat(warnings()).singleElement().asString().endsWith("it answered 404");
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @Test
  void aProgramHasTheDocumentOnItsInput() throws Exception {
    Path got = folder.resolve("got.json");
    Path program = program("cat > '" + got + ".part' && mv '" + got + ".part' '" + got + "'");
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, NotifySettings.NOBODY.withCommand(program))) {
      String id = complete(runs);
      CorpusBed.await("the document", () -> Files.exists(got));

      assertThat(JsonMapper.shared().readTree(Files.readAllBytes(got)).get("id").asString())
          .isEqualTo(id);
    }
    // The program may be about to end still when the service stops.
    assertThat(log.list)
        .allMatch(event -> event.getFormattedMessage().endsWith("the service stops"));
  }

  @Test
  void aProgramThatFailsIsToldOnce() throws Exception {
    Path program = program("exit 7");
    try (RunRegistry runs = registry();
        Notifications _ = start(runs, NotifySettings.NOBODY.withCommand(program))) {
      String id = complete(runs);
      CorpusBed.await("a warning", () -> !warnings().isEmpty());

      assertThat(warnings())
          .containsExactly(
              program
                  + " was not notified that run "
                  + id
                  + " completed: it ended with exit code 7");
    }
  }

  @Test
  void aProgramThatHangsIsKilledAndSaidSoOnce() throws Exception {
    Path pid = folder.resolve("pid");
    Path program = program("echo $$ > '" + pid + "'; exec sleep 600");
    try (RunRegistry runs = registry();
        Notifications _ =
            start(
                runs,
                NotifySettings.NOBODY
                    .withCommand(program)
                    .withPatience(QUICK, Duration.ofSeconds(2)))) {
      String _ = complete(runs);
      CorpusBed.await("a warning", () -> !warnings().isEmpty());

      assertThat(warnings()).singleElement().asString().contains("it was killed");
      assertGone(pid);
    }
  }

  @Test
  void aProgramThatHangsIsKilledWithTheService() throws Exception {
    Path pid = folder.resolve("pid");
    Path program = program("echo $$ > '" + pid + "'; exec sleep 600");
    try (RunRegistry runs = registry();
        Notifications notifications = start(runs, NotifySettings.NOBODY.withCommand(program))) {
      String _ = complete(runs);
      CorpusBed.await("its start", () -> Files.exists(pid) && pid.toFile().length() > 1);
      notifications.close();

      assertGone(pid);
    }
  }

  @Test
  void runsThatWereOverBeforeAreNotToldOf() throws Exception {
    try (RunRegistry runs = registry()) {
      String before = complete(runs);
      server.enqueue(new MockResponse.Builder().code(204).build());
      try (Notifications _ =
          start(runs, NotifySettings.NOBODY.withUrl(server.url("/").toString()))) {
        String after = complete(runs);

        assertThat(Objects.requireNonNull(taken().getBody()).utf8())
            .contains(after)
            .doesNotContain("\"" + before + "\"");
      }
    }
  }

  private static Notifications start(RunRegistry runs, NotifySettings settings) {
    return Notifications.start(runs, settings, Instant.now(), Reach.direct());
  }

  private RunRegistry registry() throws Exception {
    return RunRegistry.open(
        folder.resolve("state"),
        engines,
        RegistrySettings.standard().withIntervals(Duration.ofMillis(20), Duration.ofMillis(50)));
  }

  /** A run of one clip that is there. */
  private String complete(RunRegistry runs) throws Exception {
    CorpusBed corpus =
        new CorpusBed(Files.createTempDirectory(folder, "corpus"))
            .local("a.mp4", CorpusBed.fake(1), "3.5")
            .write();
    String json = "{\"konvid_dir\": \"" + corpus.folder() + "\", \"min_rows\": 0, \"retries\": 0}";
    String id = runs.submit(RunOptionsJson.read(json.getBytes(UTF_8)), warning -> {}).id();
    CorpusBed.await(
        "the end of the run", () -> runs.find(id).orElseThrow().state() == RunState.COMPLETED);
    return id;
  }

  private Path program(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
  }

  private RecordedRequest taken() throws InterruptedException {
    return Objects.requireNonNull(server.takeRequest(60, TimeUnit.SECONDS));
  }

  private List<String> warnings() {
    return List.copyOf(log.list).stream()
        .filter(event -> event.getLevel() == Level.WARN)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  private static void assertGone(Path pid) throws IOException {
    long number = Long.parseLong(Files.readString(pid).strip());
    CorpusBed.await(
        "the end of the program",
        () -> ProcessHandle.of(number).filter(ProcessHandle::isAlive).isEmpty());
  }
}
