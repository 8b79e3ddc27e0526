package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;

/** Faults of this machine: no clip is blamed, and what was done is not lost. */
final class RunMachineFaultTest extends RunTestBase {

  @Test
  void withoutAnyNetworkTheRunWaitsThenGivesUpAndBlamesNoClip() throws Exception {
    int dead = deadPort();
    for (int i = 0; i < 40; i++) {
      bed.row(
          i + ".mp4",
          "http://" + (i % 2 == 0 ? "127.0.0.1:" : "localhost:") + dead + "/" + i,
          "1.0");
    }
    bed.write();
    long begin = System.nanoTime();

    assertThatThrownBy(
            () -> run(options().retries(0).offlineWait(Duration.ofSeconds(1)).build(), fake))
        .isInstanceOf(MachineFaultException.class)
        .hasMessageContaining("no host could be reached for 1 s");

    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    assertThat(Files.readString(bed.progress())).doesNotContain("failed");
  }

  @Test
  void anOutageInTheMiddleIsWaitedForAndBlamesNoClipThatWasQueuedBefore() throws Exception {
    int rows = 60;
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
    }
    bed.write();
    // The first thirty are served; with the next request the network goes.
    for (int i = 0; i < 30; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i)));
    }
    FaultServer first = server;
    CountDownLatch thirtyDone = new CountDownLatch(1);
    for (int i = 30; i < rows; i++) {
      first.on(
          "/" + i,
          (request, socket) -> {
            thirtyDone.await();
            first.close();
          });
    }
    int port = first.port();

    try (Engines engines = engines(fake);
        IngestRun run =
            IngestRun.open(
                options().retries(1).offlineWait(Duration.ofSeconds(30)).build(), engines);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<RunResult> result =
          executor.submit(() -> run.execute(new Invocation("test", List.of())));
      CorpusBed.await("thirty rows", () -> run.progress().books().written() == 30);
      thirtyDone.countDown();
      CorpusBed.await("the run offline", () -> run.progress().offline());
      server = FaultServer.startAt(port);
      for (int i = 0; i < rows; i++) {
        server.on("/" + i, Replies.file(CorpusBed.fake(i)));
      }

      assertThat(books(result.get())).isEqualTo(new Books(rows, rows, 0, 0, 0));
    }
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void aHostThatAlwaysCutsOneClipFailsThatClip() throws Exception {
    server.on("/a", Replies.file(CorpusBed.fake(1)));
    server.on("/b", Replies.reset());
    bed.row("a.mp4", server.url("/a"), "1.0").row("b.mp4", server.url("/b"), "1.0").write();

    RunResult result = run(options().retries(1).build(), fake);

    assertThat(books(result)).isEqualTo(new Books(2, 1, 0, 1, 0));
    assertThat(result.progress().failures()).containsOnlyKeys("reset");
  }

  @Test
  void aDeadHostAmongLiveOnesFailsItsOwnClips() throws Exception {
    int dead = deadPort();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      boolean lives = i % 3 != 0;
      server.on("/" + i, Replies.file(CorpusBed.fake(i)));
      bed.row(
          i + ".mp4", lives ? server.url("/" + i) : "http://localhost:" + dead + "/" + i, "1.0");
      if (lives) {
        expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
      }
    }
    bed.write();

    RunResult result = run(options().retries(0).build(), fake);

    assertThat(books(result)).isEqualTo(new Books(12, 8, 0, 4, 0));
    assertThat(result.progress().failures()).containsOnlyKeys("connect");
    assertThat(bed.lines()).isEqualTo(expected);
  }

  @Test
  void withoutPatienceADeadNetworkIsTheClipsFailure() throws Exception {
    bed.row("a.mp4", "http://127.0.0.1:" + deadPort() + "/a", "1.0").write();

    RunResult result = run(options().retries(0).offlineWait(Duration.ZERO).build(), fake);

    assertThat(result.progress().failures()).containsOnlyKeys("connect");
  }

  @Test
  void aFullDiskUnderTheClipsIsWaitedForAndBlamesNoClip() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(bed.folder().resolve("clips"), "400k")) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        byte[] fake = CorpusBed.fake(i);
        byte[] large = Arrays.copyOf(fake, 40_000);
        server.on("/" + i, Replies.file(large, "ETag: \"" + i + "\""));
        bed.row(i + ".mp4", server.url("/" + i), "1.0");
        expected.add(
            CorpusBed.line(
                i + ".mp4", large, (100 + i % 9) + ",96,25.0,0.4,yuv420p,h264", "1.0", "0.5", "7"));
      }
      bed.write();

      try (Engines engines = engines(fake);
          IngestRun run = IngestRun.open(options().build(), engines);
          ExecutorService executor = Executors.newSingleThreadExecutor()) {
        Future<RunResult> result =
            executor.submit(() -> run.execute(new Invocation("test", List.of())));
        CorpusBed.await(
            "the run waiting for the disk",
            () -> run.progress().note().contains("waiting for disk"));
        assertThat(result.isDone()).isFalse();
        assertThat(Files.readString(bed.progress())).doesNotContain("failed");

        disk.grow("20m");
        assertThat(result.get().finished()).isTrue();
      }
      assertThat(bed.lines()).isEqualTo(expected);
      assertThat(Files.readString(bed.progress())).doesNotContain("failed");
    }
  }

  @Test
  void aProbeThatBecomesUnusableEndsTheRunAndBreaksNoClip() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").local("b.mp4", CorpusBed.fake(2), "2.0").write();
    fake.becomeUnusable("ffprobe is gone");

    assertThatThrownBy(this::run).isInstanceOf(ProbeUnusableException.class);

    assertThat(bed.lines()).isEmpty();
  }

  @Test
  void aStopInTheMiddleOfManyDecisionsIsNoFault() throws Exception {
    // Threads that are told to stop while they write down what they did: that must neither fail nor
    // be lost.
    int rows = 300;
    for (int i = 0; i < rows; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i)));
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.write();
    int done = 0;
    for (int round = 1; done < rows; round++) {
      int until = Math.min(rows, round * 40);
      try (Engines engines = engines(fake);
          IngestRun run = IngestRun.open(options().build(), engines);
          ExecutorService executor = Executors.newSingleThreadExecutor()) {
        Future<RunResult> result =
            executor.submit(() -> run.execute(new Invocation("test", List.of())));
        CorpusBed.await(
            "some rows", () -> run.progress().books().settled() >= until || result.isDone());
        run.stop();
        done = books(result.get()).settled();
      }
    }
    assertThat(bed.lines()).hasSize(rows).doesNotHaveDuplicates();
    assertThat(bed.lines())
        .isEqualTo(
            java.util.stream.IntStream.range(0, rows)
                .mapToObj(i -> CorpusBed.fakeLine(i + ".mp4", i, "1.0"))
                .toList());
  }

  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
