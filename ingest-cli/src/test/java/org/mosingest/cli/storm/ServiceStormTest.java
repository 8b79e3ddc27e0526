package org.mosingest.cli.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.cli.Child;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service with three runs in flight is killed every second or two, its probe processes are killed
 * and it is stopped and continued meanwhile; in a storm of minutes its clock is moved, too, where
 * there is a C compiler. At last it is let finish. {@code -Dstorm.seconds} says how long the storm
 * lasts at least, {@code -Dstorm.seed} which one it is.
 */
@Timeout(3_600)
final class ServiceStormTest {

  private static final int RUNS = 3;
  private static final int CLIPS = 20;
  private static final int LEAST_KILLS = 4;
  private static final long SECONDS = Long.getLong("storm.seconds", 0);
  private static final long SEED = Long.getLong("storm.seed", 1);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A storm of minutes: one stop lasts for one, and the clock is moved. */
  private static final boolean LONG = SECONDS >= 180;

  @TempDir Path temporary = Path.of("");

  private final Random random = new Random(SEED);
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Corpus> runs = new LinkedHashMap<>();
  private final List<String> completed = new ArrayList<>();
  private final List<String> story = new ArrayList<>();
  private List<String> undisturbed = List.of();
  private int port;
  private int kills;
  private int probesKilled;
  private int stops;
  private int clockMoves;
  private MovedClock clock = MovedClock.none();

  @Test
  void threeRunsComeThroughAStormAsIfThereHadBeenNone() throws Exception {
    try (ClipServer server = new ClipServer(CLIPS, Duration.ofMillis(40));
        ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
      free.close();
      if (LONG) {
        clock = MovedClock.in(temporary);
      }
      undisturbed = undisturbed(server);
      try {
        rage(server);
        letFinish();
      } catch (Throwable e) {
        throw new AssertionError("with -Dstorm.seed=" + SEED + ":\n" + String.join("\n", story), e);
      }
    }
    System.out.printf(
        "%d kills, %d of probes, %d stops, %d times another clock; %d runs of %d rows, 0 lost, 0 doubled%n",
        kills, probesKilled, stops, clockMoves, runs.size(), CLIPS);
  }

  private List<String> undisturbed(ClipServer server) throws Exception {
    Corpus corpus = new Corpus(temporary.resolve("undisturbed"), server, List.of());
    try (Child run =
        new Child.Setup(temporary)
            .start("run", "--konvid-dir=" + corpus.folder(), "--min-rows=0")) {
      assertThat(run.await(PATIENCE).status()).as(run.errSoFar()).isZero();
    }
    return corpus.lines();
  }

  private void rage(ClipServer server) throws Exception {
    long begun = System.nanoTime();
    boolean stoppedLong = !LONG;
    while (kills < LEAST_KILLS
        || System.nanoTime() - begun < Duration.ofSeconds(SECONDS).toNanos()) {
      try (Child daemon = start()) {
        // Some die before they are ready.
        boolean early = kills > 0 && random.nextInt(5) == 0;
        if (!early) {
          awaitReady(daemon);
          keepThreeInFlight(server);
          if (random.nextInt(3) == 0) {
            moveClock();
          }
          switch (random.nextInt(3)) {
            case 0 -> killAProbe(daemon);
            case 1 -> {
              Duration stop = Duration.ofMillis(100 + random.nextInt(900));
              if (!stoppedLong && kills > 10) {
                stoppedLong = true;
                stop = Duration.ofMinutes(1);
              }
              stopFor(daemon, stop);
            }
            default -> {}
          }
        }
        Duration delay = Duration.ofMillis(random.nextInt(1_500));
        story.add((early ? "killed early, after " : "killed after ") + delay);
        assertThat(daemon.endsWithin(delay)).as(daemon.errSoFar()).isFalse();
        kill(daemon);
      }
      for (Map.Entry<String, Corpus> run : runs.entrySet()) {
        if (!completed.contains(run.getKey())) {
          run.getValue().assertSoFar();
        }
      }
    }
  }

  /** Lets the runs finish and looks at what came of all that there were. */
  private void letFinish() throws Exception {
    try (Child daemon = start()) {
      awaitReady(daemon);
      for (Map.Entry<String, Corpus> run : runs.entrySet()) {
        CorpusBed.await(
            "the end of " + run.getKey(), PATIENCE, () -> isCompleted(run.getKey(), daemon));
        JsonNode told = get("/progress/" + run.getKey());
        assertThat(told.path("settled").asInt()).as(told.toString()).isEqualTo(CLIPS);
        assertThat(told.path("written").asInt()).as(told.toString()).isEqualTo(CLIPS);
      }
      daemon.signal("TERM");
      assertThat(daemon.await(PATIENCE).status()).as(daemon.errSoFar()).isZero();
    }
    for (Corpus corpus : runs.values()) {
      corpus.assertDone(kills);
    }
  }

  private Child start() throws IOException {
    return clock
        .of(new Child.Setup(temporary))
        .start(
            "daemon",
            "--port=" + port,
            "--state-dir=" + temporary.resolve("state"),
            "--root=" + temporary);
  }

  private void awaitReady(Child daemon) {
    CorpusBed.await(
        "a service that is ready",
        PATIENCE,
        () -> {
          assertThat(daemon.isAlive()).as(daemon.errSoFar()).isTrue();
          return send(request("/healthz?ready").build()).isPresent();
        });
  }

  private void keepThreeInFlight(ClipServer server) throws IOException {
    for (String run : runs.keySet()) {
      if (!completed.contains(run)
          && get("/progress/" + run).path("state").asString().equals("completed")) {
        completed.add(run);
      }
    }
    String token = Files.readString(temporary.resolve("state/token")).strip();
    while (runs.size() < completed.size() + RUNS) {
      Corpus corpus = new Corpus(temporary.resolve("corpus" + runs.size()), server, undisturbed);
      String body =
          JsonMapper.shared()
              .writeValueAsString(Map.of("konvid_dir", corpus.folder().toString(), "min_rows", 0));
      String reply =
          send(request("/runs")
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build())
              .orElseThrow();
      String id = JsonMapper.shared().readTree(reply).path("id").asString();
      assertThat(id).as(reply).isNotEmpty();
      runs.put(id, corpus);
    }
  }

  /** One process a life at most: a clip whose probes are all killed is broken, and rightly so. */
  private void killAProbe(Child daemon) throws InterruptedException {
    for (int i = 0; i < 100 && !daemon.endsWithin(Duration.ofMillis(10)); i++) {
      List<ProcessHandle> probes = daemon.descendants();
      if (!probes.isEmpty() && probes.get(random.nextInt(probes.size())).destroyForcibly()) {
        story.add("a probe is killed");
        probesKilled++;
        return;
      }
    }
  }

  /** By hours or days, to and fro, while it works. */
  private void moveClock() throws IOException {
    Duration by = Duration.ofMinutes(random.nextInt(-3 * 24 * 60, 3 * 24 * 60));
    if (clock.move(by)) {
      story.add("its clock is " + by + " off");
      clockMoves++;
    }
  }

  private void stopFor(Child daemon, Duration length) throws IOException, InterruptedException {
    story.add("stopped for " + length);
    daemon.signal("STOP");
    assertThat(daemon.endsWithin(length)).isFalse();
    daemon.signal("CONT");
    stops++;
  }

  private void kill(Child daemon) throws IOException, InterruptedException {
    List<ProcessHandle> probes = daemon.descendants();
    daemon.signal("KILL");
    assertThat(daemon.await(PATIENCE).status()).as(daemon.errSoFar()).isEqualTo(137);
    kills++;
    CorpusBed.await(
        "that no probe outlives it",
        PATIENCE,
        () -> probes.stream().noneMatch(ProcessHandle::isAlive));
  }

  private boolean isCompleted(String run, Child daemon) {
    assertThat(daemon.isAlive()).as(daemon.errSoFar()).isTrue();
    JsonNode told = get("/progress/" + run);
    assertThat(told.path("state").asString())
        .as(told.toString())
        .isIn("queued", "running", "completed");
    return told.path("state").asString().equals("completed");
  }

  private JsonNode get(String path) {
    return JsonMapper.shared().readTree(send(request(path).build()).orElseThrow());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(60));
  }

  /** The body of a good answer. */
  private Optional<String> send(HttpRequest request) {
    try {
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() / 100 != 2) {
        story.add(request.uri() + ": " + reply.statusCode() + " " + reply.body());
        return Optional.empty();
      }
      return Optional.of(reply.body());
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
