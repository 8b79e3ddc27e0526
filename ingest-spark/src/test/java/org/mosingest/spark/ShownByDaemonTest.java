package org.mosingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest spark} as it is given, its progress shown by a service that it is told of. */
@Timeout(900)
class ShownByDaemonTest {

  private static final Pattern READY = Pattern.compile("ready at (http://127\\.0\\.0\\.1:\\d+)");

  @TempDir Path temporary = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();
  private String service = "";

  @Test
  void aServiceShowsHowFarARunOnSparkIsAndHowItEnds() throws Exception {
    try (SparkBed bed = new SparkBed(temporary)) {
      CorpusBed spark = bed.corpus("spark", 10);
      // One clip does not come before the run has been seen to be under way.
      CountDownLatch seenUnderWay = new CountDownLatch(1);
      byte[] clip = CorpusBed.marked(Files.readAllBytes(ClipZoo.H264_B_FRAMES_MP4.path()), "held");
      FaultServer.Script file = Replies.file(clip, "ETag: \"h\"");
      bed.server()
          .on(
              "/held",
              (request, socket) -> {
                seenUnderWay.await();
                file.answer(request, socket);
              });
      spark.row("held.mp4", bed.server().url("/held"), "3.25");
      spark.write();
      Path state = temporary.resolve("state");
      Path said = bed.log("daemon");
      Process _ =
          bed.command(said, "daemon", "--port=0", "--state-dir=" + state, "--root=" + temporary);
      SparkBed.await("the service", () -> address(said).isPresent());
      service = address(said).orElseThrow();

      Process driver =
          bed.command(
              bed.log("spark"),
              "spark",
              "--master=local[2]",
              "--konvid-dir=" + spark.folder(),
              "--min-rows=0",
              "--daemon=" + service,
              "--state-dir=" + state);

      Set<String> seen = new HashSet<>();
      SparkBed.await(
          "the run under way",
          () -> {
            Optional<JsonNode> run = shown();
            run.ifPresent(of -> seen.add(of.path("id").asString("")));
            return run.isPresent()
                && run.get().path("state").asString("").equals("running")
                && run.get().path("settled").asInt() > 3;
          });
      assertThat(shown().orElseThrow().path("elsewhere").asBoolean()).isTrue();
      seenUnderWay.countDown();

      String _ = bed.finished(driver);
      assertThat(driver.exitValue()).isZero();
      JsonNode end = shown().orElseThrow();
      assertThat(end.path("state").asString("")).isEqualTo("completed");
      assertThat(end.path("rows").asInt()).isEqualTo(16);
      assertThat(end.path("settled").asInt()).isEqualTo(16);
      assertThat(end.path("download_failed").asInt()).isEqualTo(2);
      assertThat(end.path("output").asString("")).isEqualTo(spark.output().toRealPath().toString());
      assertThat(seen).containsExactly(end.path("id").asString(""));
    }
  }

  /** Where the service says that it is ready. */
  private static Optional<String> address(Path log) {
    try {
      return READY
          .matcher(Files.readString(log))
          .results()
          .map(found -> found.group(1))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one run that the service shows. */
  private Optional<JsonNode> shown() {
    return get("/progress")
        .map(document -> document.path("runs"))
        .filter(runs -> !runs.isEmpty())
        .map(runs -> runs.get(0));
  }

  private Optional<JsonNode> get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(service + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(JsonMapper.shared().readTree(answer.body()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
