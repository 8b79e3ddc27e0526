package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import tools.jackson.databind.JsonNode;

/**
 * A network that is gone for a while, and a disk without room: the daemon waits, and blames no
 * clip.
 */
@Timeout(300)
final class DaemonOutageTest extends DaemonTestBase {

  private static final String FAILED_ATTEMPTS =
      "ingest_transfer_attempt_duration_seconds_count{outcome=\"failed\"}";

  @Test
  void aNetworkThatIsGoneIsWaitedForAndNoClipFailsForIt() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    List<String> expected = rows(bed, "", 60);
    for (int i = 30; i < 60; i++) {
      server.on("/" + i, served(i).stallAfter(50_000));
    }
    daemon();
    String id = submit(bed, "--retries=0");
    Rising seen = new Rising();
    await("half of the rows", () -> seen.next(progress(id)) == 30);

    int port = server.port();
    server.close();
    await(
        "that it waits",
        () -> progress(id).path("note").asString().equals("waiting for the network"));
    // The clips that were half way, and the host: each is tried anew, and again.
    double tried = failedAttempts();
    while (failedAttempts() < tried + 2) {
      JsonNode run = progress(id);
      assertThat(seen.next(run)).isEqualTo(30);
      assertThat(run.path("state").asString()).isEqualTo("running");
      assertThat(run.path("note").asString()).isEqualTo("waiting for the network");
      assertThat(run.path("download_failed").asInt()).isZero();
    }
    server = FaultServer.startAt(port);
    for (int i = 0; i < 60; i++) {
      server.on("/" + i, served(i));
    }

    JsonNode end = awaitState(id, "completed");
    assertThat(end.path("written").asInt()).isEqualTo(60);
    assertThat(end.path("failures")).isEmpty();
    assertThat(end.path("note").asString()).isEmpty();
    assertThat(Files.readString(bed.progress())).doesNotContain("failed");
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void aDiskBelowItsReserveIsWaitedForAndTheRunCompletesWhenRoomIsMade() throws Exception {
    Path disk = Files.createDirectory(root.resolve("disk"));
    Assumptions.assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString()),
        "no small disk can be mounted here");
    try {
      CorpusBed bed = new CorpusBed(disk.resolve("corpus"));
      List<String> expected = rows(bed, "", 12);
      Path filler = Files.write(disk.resolve("filler"), new byte[20 << 20]);
      daemon("--min-free=16M");
      String id = submit(bed);

      await(
          "that it waits",
          () -> progress(id).path("note").asString().startsWith("waiting for disk"));
      JsonNode waiting = progress(id);
      assertThat(waiting.path("note").asString())
          .matches("waiting for disk: \\d+\\.\\d MB free of 16\\.8 MB reserve");
      assertThat(waiting.path("state").asString()).isEqualTo("running");
      assertThat(waiting.path("settled").asInt()).isZero();
      assertThat(ingested("status", id)).contains("waiting for disk");
      assertThat(server.requests()).isEmpty();

      Files.delete(filler);

      JsonNode end = awaitState(id, "completed");
      assertThat(end.path("note").asString()).isEmpty();
      assertThat(end.path("failures")).isEmpty();
      assertThat(bed.lines()).isEqualTo(expected);
    } finally {
      endAll();
      assertThat(succeeds("umount", disk.toString())).isTrue();
    }
  }

  /** How many attempts have failed, as the daemon counts them. */
  private double failedAttempts() {
    return ask("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(FAILED_ATTEMPTS))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }
}
