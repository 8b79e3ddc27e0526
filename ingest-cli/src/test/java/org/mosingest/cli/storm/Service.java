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
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mosingest.cli.Child;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ingest daemon}, to which the corpus is submitted once and which goes on with it by itself
 * after each death.
 */
final class Service implements Victim {

  private static final Pattern INSTANT = Pattern.compile("\"ingested_at_utc\":\"([^\"]*)\"");

  private final Path scratch;
  private final Path ffprobe;
  private final HttpClient http = HttpClient.newHttpClient();

  Service(Path scratch, Path ffprobe) {
    this.scratch = scratch;
    this.ffprobe = ffprobe;
  }

  @Override
  public List<KillPoint> impossible() {
    return List.of();
  }

  @Override
  public Life begin(Path corpus) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path state = corpus.resolveSibling("state-" + corpus.getFileName());
    Instance life = new Instance(corpus, state, port);
    Child first = life.start(List.of());
    CorpusBed.await("a daemon that is ready", () -> life.get("/healthz?ready").isPresent());
    Child.Ended submitted =
        new Child.Setup(scratch)
            .run(
                "submit",
                "--konvid-dir=" + corpus,
                "--min-rows=0",
                "--url=http://127.0.0.1:" + port,
                "--state-dir=" + state);
    assertThat(submitted.status()).as(submitted.err()).isZero();
    life.run = submitted.out().strip();
    first.signal("KILL");
    assertThat(first.await(Duration.ofSeconds(60)).status()).isEqualTo(137);
    return life;
  }

  private final class Instance implements Life {
    private final Path corpus;
    private final Path state;
    private final int port;
    private String run = "";

    Instance(Path corpus, Path state, int port) {
      this.corpus = corpus;
      this.state = state;
      this.port = port;
    }

    @Override
    public Child start(List<String> jvmOptions) throws Exception {
      return new Child.Setup(scratch)
          .jvm(jvmOptions)
          .start(
              "daemon",
              "--port=" + port,
              "--state-dir=" + state,
              "--root=" + corpus.resolveSibling(""),
              "--ffprobe-bin=" + ffprobe);
    }

    Optional<String> get(String path) {
      try {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .build();
        HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
        return reply.statusCode() == 200 ? Optional.of(reply.body()) : Optional.empty();
      } catch (IOException e) {
        return Optional.empty();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean isDone(Child process) throws InterruptedException {
      // Asked often enough, and no load.
      return process.endsWithin(Duration.ofMillis(20))
          || get("/progress/" + run)
              .map(
                  progress ->
                      JsonMapper.shared()
                          .readTree(progress)
                          .path("state")
                          .asString()
                          .equals("completed"))
              .orElse(false);
    }

    @Override
    public void end(Child process) throws Exception {
      process.signal("TERM");
      assertThat(process.await(Duration.ofSeconds(60)).status()).as(process.errSoFar()).isZero();
    }

    @Override
    public int statusWhenAsked() {
      return 0;
    }

    @Override
    public void assertBooks(int rows) throws Exception {
      // As stored, so that it is asked of a daemon of its own.
      try (Child daemon = start(List.of())) {
        CorpusBed.await("a daemon that is ready", () -> get("/healthz?ready").isPresent());
        JsonNode progress = JsonMapper.shared().readTree(get("/progress/" + run).orElseThrow());
        assertThat(progress.path("settled").asInt()).isEqualTo(rows);
        assertThat(progress.path("written").asInt()).isEqualTo(rows);
        assertThat(progress.path("dedups").asInt(-1)).isZero();
        assertThat(progress.path("download_failed").asInt(-1)).isZero();
        assertThat(progress.path("broken").asInt(-1)).isZero();
        end(daemon);
      }
      assertThat(
              INSTANT
                  .matcher(Files.readString(corpus.resolve("konvid_150k.jsonl")))
                  .results()
                  .map(found -> found.group(1))
                  .distinct())
          .as("one instant for one run, however often it was taken up again")
          .hasSize(1);
    }

    @Override
    public void close() {}
  }
}
