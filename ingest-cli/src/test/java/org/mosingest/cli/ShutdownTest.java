package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.daemon.run.CorpusBed;

/**
 * A server that falls silent, a probe that hangs and a disk that is full, all at once, while a run
 * or the service is asked to end: it ends at once, and what comes after it goes on.
 */
@Timeout(300)
final class ShutdownTest extends DaemonTestBase {

  /**
   * A run takes two seconds and a service ten at most on a machine that has nothing else to do;
   * what these wait for takes longer than this.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(25);

  private Path hang = unset();
  private Path hanging = unset();

  /** A probe that hangs at the clip 1 as long as it is told to. */
  private void hangingProbe() throws IOException {
    hang = Files.createFile(temporary.resolve("hang"));
    hanging = temporary.resolve("hanging");
    Path _ =
        Scripts.ffprobe(
            temporary.resolve("ffprobe"),
            "case $clip in */1.mp4) [ -e %s ] && { : > %s; exec sleep 200; };; esac"
                .formatted(hang, hanging));
  }

  /** The clip 3 comes by half and then no further, the first time. */
  private List<String> stallingRows(CorpusBed bed, String prefix) throws IOException {
    List<String> expected = rows(bed, prefix, 5);
    server.on("/" + prefix + "3", served(3).stallAfter(50_000), served(3));
    return expected;
  }

  private static long arrived(CorpusBed bed) {
    return size(bed.clip("3.mp4.part"));
  }

  @Test
  void aRunEndsAtOnceAndTheNextGoesOn() throws Exception {
    hangingProbe();
    try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "2m")) {
      CorpusBed bed = new CorpusBed(disk.folder().resolve("corpus"));
      List<String> expected = stallingRows(bed, "");
      String[] arguments = {
        "run",
        "--konvid-dir=" + bed.folder(),
        "--min-rows=0",
        "--ffprobe-bin=" + temporary.resolve("ffprobe")
      };
      Path ballast;
      try (Child run = new Child.Setup(temporary).start(arguments)) {
        await("half a clip and a probe", () -> arrived(bed) == 50_000 && Files.exists(hanging));
        ballast = disk.fill();
        run.signal("INT");
        Child.Ended ended = run.await(AT_ONCE);
        assertThat(ended.status()).as(ended.err()).isEqualTo(130);
      }
      Files.delete(hang);
      Files.delete(ballast);
      Child.Ended next = new Child.Setup(temporary).run(arguments);
      assertThat(next.status()).as(next.err()).isZero();
      assertThat(bed.lines()).isEqualTo(expected);
    }
  }

  @Test
  void aServiceEndsAtOnceAndTheNextGoesOn() throws Exception {
    hangingProbe();
    try (SmallDisk disk = SmallDisk.mount(root.resolve("disk"), "2m")) {
      List<CorpusBed> beds = new ArrayList<>();
      List<List<String>> expected = new ArrayList<>();
      for (String name : List.of("a", "b", "disk/c")) {
        CorpusBed bed = new CorpusBed(root.resolve(name));
        expected.add(stallingRows(bed, bed.folder().getFileName() + "-"));
        beds.add(bed);
      }
      Child first = daemon();
      List<String> runs = new ArrayList<>();
      for (CorpusBed bed : beds) {
        runs.add(submit(bed));
      }
      await(
          "half a clip of each and a probe",
          () -> beds.stream().allMatch(bed -> arrived(bed) == 50_000) && Files.exists(hanging));
      Path ballast = disk.fill();
      first.signal("TERM");
      Child.Ended ended = first.await(AT_ONCE);
      assertThat(ended.status()).as(ended.err()).isZero();

      Files.delete(hang);
      Files.delete(ballast);
      Child _ = daemon();
      for (int i = 0; i < beds.size(); i++) {
        awaitState(runs.get(i), "completed");
        assertThat(beds.get(i).lines()).isEqualTo(expected.get(i));
      }
    }
  }
}
