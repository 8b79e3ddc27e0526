package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.machine.DiskWatch;
import org.mosingest.daemon.machine.FreeSpace;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.attempt.TransferSettings;

/** Downloads on a disk without room wait, and go on. */
@Timeout(180)
class FullDiskTest {

  private static final long MB = 1_000_000;
  private static final Duration SOON = Duration.ofMillis(10);
  private static final int CLIP_BYTES = 200_000;

  @TempDir Path folder = Path.of("");

  private FaultServer server = unset();

  @BeforeEach
  void start() throws IOException {
    server = FaultServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void theStandardReserveIsTheSmallerOfFiveGibibytesAndTwoPercent() {
    DiskReserve standard = DiskReserve.standard();
    assertThat(standard.on(new FreeSpace.Room(0, 100_000 * MB))).isEqualTo(2_000 * MB);
    assertThat(standard.on(new FreeSpace.Room(0, 10_000_000 * MB))).isEqualTo(5L << 30);
    assertThat(standard.withBytes(7).on(new FreeSpace.Room(0, 1))).isEqualTo(7);
    assertThatIllegalArgumentException().isThrownBy(() -> standard.withBytes(-1));
  }

  @Test
  void saysHowMuchRoomItWaitsFor() throws Exception {
    AtomicLong free = new AtomicLong(1_200 * MB);
    DiskWatch watch =
        new DiskWatch(
            folder,
            new DiskReserve(OptionalLong.of(5_400 * MB), f -> room(free), Duration.ofNanos(1)));
    assertThat(watch.note()).isEmpty();
    assertThat(watch.hasRoom()).isFalse();
    assertThat(watch.note()).isEqualTo("waiting for disk: 1.2 GB free of 5.4 GB reserve");
    free.set(5_400 * MB);
    assertThat(watch.hasRoom()).isTrue();
    assertThat(watch.note()).isEmpty();
  }

  @Test
  void asksTheDiskNoMoreOftenThanItMust() {
    AtomicLong asked = new AtomicLong();
    FreeSpace space =
        f -> {
          asked.incrementAndGet();
          return new FreeSpace.Room(1, 1);
        };
    DiskWatch watch =
        new DiskWatch(folder, new DiskReserve(OptionalLong.of(0), space, Duration.ofHours(1)));
    for (int i = 0; i < 1000; i++) {
      assertThat(watch.hasRoom()).isTrue();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void aDiskThatCannotBeAskedHoldsNobodyUp() {
    FreeSpace dumb =
        f -> {
          throw new IOException("no such thing");
        };
    assertThat(new DiskWatch(folder, new DiskReserve(OptionalLong.of(9), dumb, SOON)).hasRoom())
        .isTrue();
  }

  @Test
  void nothingIsAskedForWhileTheReserveIsNotMetAndAllIsFetchedWhenItIs() throws Exception {
    AtomicLong free = new AtomicLong(10 * MB);
    CountDownLatch looks = new CountDownLatch(5);
    FreeSpace space =
        f -> {
          looks.countDown();
          return room(free);
        };
    RunOptions options = corpus(folder, folder);
    try (Engines engines = engines(new DiskReserve(OptionalLong.of(100 * MB), space, SOON));
        IngestRun run = IngestRun.open(options, engines)) {
      CompletableFuture<RunResult> result = execute(run);
      looks.await();
      assertThat(server.requests()).isEmpty();
      assertThat(run.progress().note())
          .isEqualTo("waiting for disk: 10.0 MB free of 0.1 GB reserve");
      assertThat(run.progress().offline()).isFalse();
      free.set(200 * MB);
      assertThat(result.get(20, TimeUnit.SECONDS).progress().books())
          .isEqualTo(new Books(5, 5, 0, 0, 0));
      assertThat(run.progress().note()).isEmpty();
    }
  }

  @Test
  void onADiskThatIsReallyFullADownloadWaitsAndGoesOnWhenRoomIsMade() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        command("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()),
        "may not mount a small disk");
    try {
      RunOptions options = corpus(small, folder);
      Files.write(small.resolve("ballast"), new byte[600_000]);
      CountDownLatch fullAgainAndAgain = new CountDownLatch(3);
      FreeSpace space =
          f -> {
            FreeSpace.Room room = FreeSpace.SYSTEM.of(f);
            if (room.free() == 0) {
              fullAgainAndAgain.countDown();
            }
            return room;
          };
      DiskReserve none = new DiskReserve(OptionalLong.of(0), space, SOON);
      try (Engines engines = engines(none);
          IngestRun run = IngestRun.open(options, engines)) {
        CompletableFuture<RunResult> result = execute(run);
        fullAgainAndAgain.await();
        assertThat(result).isNotDone();
        assertThat(run.progress().note()).isEqualTo("waiting for disk: it is full");
        assertThat(run.progress().books().skippedDownload()).isZero();
        Files.delete(small.resolve("ballast"));
        assertThat(result.get(20, TimeUnit.SECONDS).progress().books())
            .isEqualTo(new Books(5, 5, 0, 0, 0));
      }
    } finally {
      assertThat(command("umount", "-l", small.toString())).isTrue();
    }
  }

  private static boolean command(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private static FreeSpace.Room room(AtomicLong free) {
    return new FreeSpace.Room(free.get(), 1_000_000 * MB);
  }

  private static byte[] clip(int i) {
    byte[] start =
        FakeClipProbe.video(new VideoFacts(640, 360, 25.0, 5.0, "yuv420p", "h264"), "\0" + i);
    return Arrays.copyOf(start, CLIP_BYTES);
  }

  private RunOptions corpus(Path clips, Path files) throws IOException {
    List<String> lines = new ArrayList<>(List.of("file_name,url,mos"));
    for (int i = 0; i < 5; i++) {
      server.on("/" + i, Replies.body(clip(i)));
      lines.add(i + ".mp4," + server.url("/" + i) + ",3.0");
    }
    Files.write(files.resolve("list.csv"), lines);
    return RunOptions.of(KnownCorpora.standard(), clips)
        .manifestCsv(files.resolve("list.csv"))
        .output(files.resolve("rows.jsonl"))
        .progressPath(files.resolve("progress.json"))
        .minRows(0)
        .build();
  }

  private static Engines engines(DiskReserve disk) {
    return Engines.of(
            new WorkPool("download", 2, 2),
            Downloads.overOkHttp(TransferSettings.standard("test")),
            new WorkPool("probe", 1, 1),
            new FakeClipProbe())
        .with(disk);
  }

  private static CompletableFuture<RunResult> execute(IngestRun run) {
    CompletableFuture<RunResult> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                result.complete(run.execute(new Invocation("test", List.of())));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
