package org.mosingest.core.probe.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.core.testkit.ChildJvm;

/**
 * Workers that die, hang or talk nonsense: the outcome is right all the same, and nothing is left
 * over.
 */
@Timeout(300)
final class LibavCrashTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Path CLIP = ClipZoo.H264_MP4.path();
  private static final ProbeOutcome RIGHT =
      new ProbeOutcome.Video(new VideoFacts(160, 96, 25.0, 0.4, "yuv420p", "h264"));

  @TempDir Path folder;

  @Test
  void aWorkerKilledBetweenTwoClipsIsReplaced() throws Exception {
    try (LibavProbe probe = real(LONG)) {
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
      long first = onlyPid(probe);
      signal("KILL", first);
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
      assertThat(onlyPid(probe)).isNotEqualTo(first);
    }
  }

  @Test
  void aWorkerKilledInMidProbeCostsARetry() throws Exception {
    try (LibavProbe probe = real(LONG);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long first = onlyPid(probe);
      signal("STOP", first);
      Future<ProbeOutcome> outcome = threads.submit(() -> probe.probe(CLIP));
      signal("KILL", first);
      assertThat(outcome.get()).isEqualTo(RIGHT);
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
      assertThat(onlyPid(probe)).isNotEqualTo(first);
    }
  }

  @Test
  void aWorkerThatHangsIsKilled() throws Exception {
    try (LibavProbe probe = real(Duration.ofSeconds(1))) {
      long first = onlyPid(probe);
      signal("STOP", first);
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
      assertGone(first);
      assertThat(onlyPid(probe)).isNotEqualTo(first);
    }
  }

  @Test
  void anInterruptKillsTheWorkerAndTheNextClipIsFine() throws Exception {
    try (LibavProbe probe = real(LONG)) {
      long first = onlyPid(probe);
      signal("STOP", first);
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<ProbeOutcome> outcome = threads.submit(() -> probe.probe(CLIP));
        threads.shutdownNow();
        assertThatThrownBy(outcome::get)
            .isInstanceOf(ExecutionException.class)
            .hasCauseInstanceOf(InterruptedException.class);
      }
      signal("CONT", first);
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
    }
  }

  @Test
  void closingLeavesNoProcess() throws Exception {
    LibavProbe probe = real(LONG, 3);
    long first = onlyPid(probe);
    signal("STOP", first);
    List<Long> pids;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // One of them has the worker that hangs, the other a new one.
      ExecutorCompletionService<ProbeOutcome> both = new ExecutorCompletionService<>(threads);
      Future<ProbeOutcome> _ = both.submit(() -> probe.probe(CLIP));
      Future<ProbeOutcome> _ = both.submit(() -> probe.probe(CLIP));
      assertThat(both.take().get()).isEqualTo(RIGHT);
      pids = probe.pids();
      assertThat(pids).as("one for each clip at a time, and no third").hasSize(2).contains(first);
      probe.close();
      assertThat(both.take().get()).as("by ffprobe").isEqualTo(RIGHT);
    }
    for (long pid : pids) {
      assertGone(pid);
    }
    assertThat(probe.probe(CLIP)).as("by ffprobe").isEqualTo(RIGHT);
    assertThat(probe.pids()).isEmpty();
  }

  @Test
  void workersEndWithTheirMaster() throws Exception {
    List<Long> pids;
    try (ChildJvm master = ChildJvm.start(Master.class)) {
      pids = Arrays.stream(master.line().split(" ", -1)).map(Long::valueOf).toList();
      assertThat(pids).hasSize(1);
      master.kill();
    }
    for (long pid : pids) {
      assertGone(pid);
    }
  }

  /** Starts workers, tells their process ids and waits to be killed. */
  static final class Master {
    private Master() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (LibavProbe probe = LibavProbe.bundled(2)) {
        System.out.println(String.join(" ", probe.pids().stream().map(String::valueOf).toList()));
        new CountDownLatch(1).await();
      }
    }
  }

  @Test
  void nonsenseIsNoOutcome() throws Exception {
    for (String nonsense :
        List.of(
            "echo 'free(): invalid pointer'",
            "cat hello",
            "printf 'MOS1\\0\\0\\0\\1\\177\\0\\0\\0'",
            "printf 'MOS1\\0\\0\\0\\1\\0\\0\\0\\1X'",
            "printf 'MOS1\\0\\0\\0\\1\\0\\0\\0\\2F\\1'",
            "printf 'MOS1\\0\\0\\0\\2\\0\\0\\0\\3U\\0\\0'",
            "exit 0",
            "kill -SEGV $$")) {
      try (LibavProbe probe = scripted("head -c 20 >/dev/null; " + nonsense + "; cat >/dev/null")) {
        assertThat(probe.probe(CLIP)).as(nonsense).isEqualTo(RIGHT);
        assertThat(probe.probe(CLIP)).as(nonsense).isEqualTo(RIGHT);
      }
    }
  }

  /** A picture without a size is none: ffprobe decides. */
  @Test
  void aSizeOfNothingIsLeftToFfprobe() throws Exception {
    String body = "F" + "\\0".repeat(40) + "\\0\\0" + "\\0\\0";
    try (LibavProbe probe =
        scripted(
            "head -c 20 >/dev/null; printf 'MOS1\\0\\0\\0\\1\\0\\0\\0\\55"
                + body
                + "'; cat >/dev/null")) {
      assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
    }
  }

  @Test
  void workersThatAlwaysFailAreGivenUp() throws Exception {
    try (LibavProbe probe = scripted("head -c 20 >/dev/null")) {
      for (int i = 0; i < 20; i++) {
        assertThat(probe.probe(CLIP)).isEqualTo(RIGHT);
      }
      assertThat(probe.pids()).isEmpty();
    }
  }

  @Test
  void whatDoesNotStartIsUnusable() {
    WorkerCommand silent = new WorkerCommand(List.of("/bin/sh", "-c", "exit 3"), folder);
    assertThatThrownBy(() -> LibavProbe.over(silent, 2, LONG, Ffprobe.bundled()))
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("it ended", "Probe with ffprobe");
    WorkerCommand missing = new WorkerCommand(List.of(folder.resolve("none").toString()), folder);
    assertThatThrownBy(() -> LibavProbe.over(missing, 1, LONG, Ffprobe.bundled()))
        .isInstanceOf(ProbeUnusableException.class);
    assertThatThrownBy(() -> LibavProbe.over(WorkerCommand.of(folder), 1, LONG, Ffprobe.bundled()))
        .as("no libraries there")
        .isInstanceOf(ProbeUnusableException.class)
        .hasMessageContainingAll("libavformat", folder.toString());
  }

  private static LibavProbe real(Duration limit) throws InterruptedException {
    return real(limit, 1);
  }

  private static LibavProbe real(Duration limit, int workers) throws InterruptedException {
    WorkerCommand command = WorkerCommand.of(BundledFfmpeg.extract().libraries());
    return LibavProbe.over(command, workers, limit, Ffprobe.bundled());
  }

  /** A worker that greets as it should, and then does as the script says. */
  private LibavProbe scripted(String script) throws Exception {
    try (OutputStream hello = Files.newOutputStream(folder.resolve("hello"))) {
      new WorkerFrame(0, WorkerReply.encode(new WorkerReply.Hello("62.0.0"))).writeTo(hello);
    }
    List<String> words =
        List.of("/bin/sh", "-c", "cd \"$0\"; cat hello; " + script, folder.toString());
    return LibavProbe.over(new WorkerCommand(words, folder), 1, LONG, Ffprobe.bundled());
  }

  private static long onlyPid(LibavProbe probe) {
    assertThat(probe.pids()).hasSize(1);
    return probe.pids().getFirst();
  }

  private static void signal(String name, long pid) throws Exception {
    // A stopped process that was replaced is gone already.
    int _ =
        new ProcessBuilder("kill", "-" + name, Long.toString(pid))
            .redirectErrorStream(true)
            .start()
            .waitFor();
  }

  /** Waits, within the test's time limit; an orphan that nobody collects stays as a zombie. */
  private static void assertGone(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
      try {
        if (Files.exists(status) && Files.readString(status).contains("State:\tZ")) {
          return;
        }
      } catch (IOException e) {
        // Gone between the look at it and its reading, which Linux tells in two ways.
        return;
      }
      Thread.onSpinWait();
    }
  }
}
