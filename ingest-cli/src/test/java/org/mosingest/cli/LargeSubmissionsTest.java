package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service answers while it reads manifests that keep every core busy. */
@Timeout(300)
final class LargeSubmissionsTest extends DaemonTestBase {

  private static final int ROWS = 100_000;
  private static final int CORES = 2;

  @Test
  void progressIsAnsweredWhileMoreLargeManifestsAreReadThanThereAreCores() throws Exception {
    // So many the service knows of, however many this machine has.
    int submissions = CORES + 1;
    environment.put("JDK_JAVA_OPTIONS", "-XX:ActiveProcessorCount=" + CORES);
    daemon();
    assertThat(ask("/progress").status()).isEqualTo(200);
    List<Callable<Duration>> all = new ArrayList<>();
    for (int i = 0; i < submissions; i++) {
      Path corpus = Files.createDirectory(root.resolve("corpus" + i));
      writeManifest(corpus.resolve("manifest.csv"));
      all.add(() -> submitted(corpus));
    }
    Duration slowest = Duration.ZERO;
    List<Duration> took = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(submissions)) {
      List<Future<Duration>> ends = all.stream().map(clients::submit).toList();
      while (ends.stream().noneMatch(Future::isDone)) {
        long asked = System.nanoTime();
        assertThat(ask("/progress").status()).isEqualTo(200);
        Duration answer = Duration.ofNanos(System.nanoTime() - asked);
        slowest = answer.compareTo(slowest) > 0 ? answer : slowest;
      }
      for (Future<Duration> end : ends) {
        took.add(end.get());
      }
    }

    assertThat(slowest.multipliedBy(2)).isLessThan(took.stream().min(Duration::compareTo).get());
  }

  private static void writeManifest(Path file) throws Exception {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("video_name,url,MOS\n");
      for (int i = 0; i < ROWS; i++) {
        out.write("clip_" + i + ".mp4,,3.5\n");
      }
    }
  }

  private Duration submitted(Path corpus) throws Exception {
    long begun = System.nanoTime();
    String body = "{\"konvid_dir\": \"" + corpus + "\", \"min_rows\": 0}";
    Reply reply = posted("/runs", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
