package org.mosingest.spark;

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
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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

  @TempDir Path temporary = Path.of("");
  private final HttpClient http = HttpClient.newHttpClient();
  private int port;

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
      port = freePort();
      Path state = temporary.resolve("state");
      Process _ =
          bed.command(
              bed.log("daemon"),
              "daemon",
              "--port=" + port,
              "--state-dir=" + state,
              "--root=" + temporary);
      SparkBed.await("the service", () -> get("/healthz?ready").isPresent());

      Process driver =
          bed.command(
              bed.log("spark"),
              "spark",
              "--master=local[2]",
              "--konvid-dir=" + spark.folder(),
              "--min-rows=0",
              "--daemon=http://127.0.0.1:" + port,
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

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
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
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
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
