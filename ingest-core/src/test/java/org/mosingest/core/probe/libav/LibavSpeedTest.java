package org.mosingest.core.probe.libav;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.probe.BundledFfmpeg;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.Ffprobe;

/**
 * What probing without a process is for: on each of eight kinds of clip, as corpora hold them, it
 * says what ffprobe says, in less time. Prints milliseconds a probe.
 */
@Tag("soak")
final class LibavSpeedTest {

  private static final int ROUNDS = 7;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final List<List<String>> KINDS =
      List.of(
          List.of("h264-aac.mp4", "-c:v", "libopenh264", "-c:a", "aac"),
          List.of("h264-aac.mkv", "-c:v", "libopenh264", "-c:a", "aac"),
          List.of("h264-aac.ts", "-c:v", "libopenh264", "-c:a", "aac"),
          List.of("mpeg4-aac.mp4", "-c:v", "mpeg4", "-b:v", "1M", "-c:a", "aac"),
          List.of("mpeg4-mp2.avi", "-c:v", "mpeg4", "-b:v", "1M", "-c:a", "mp2"),
          List.of("mpeg2.mpg", "-c:v", "mpeg2video", "-b:v", "1M", "-an"),
          List.of(
              "vp9-opus.webm",
              "-c:v",
              "libvpx-vp9",
              "-cpu-used",
              "8",
              "-deadline",
              "realtime",
              "-c:a",
              "libopus"),
          List.of("av1.mp4", "-c:v", "libsvtav1", "-preset", "12", "-an"));

  @TempDir Path folder;

  @Test
  void sideBySide() throws Exception {
    WorkerCommand command = WorkerCommand.of(BundledFfmpeg.extract().libraries());
    WorkerCommand wholeWay =
        WorkerCommand.of(
            BundledFfmpeg.extract().libraries(), "-D" + NativeProbe.WHOLE_WAY + "=true");
    ClipProbe process = Ffprobe.bundled();
    System.out.printf(
        "%-16s %10s %10s %10s %8s%n", "ms a probe", "ffprobe", "whole way", "libav", "ratio");
    try (LibavProbe libav = LibavProbe.over(command, 1, LIMIT, process);
        LibavProbe whole = LibavProbe.over(wholeWay, 1, LIMIT, process)) {
      for (List<String> kind : KINDS) {
        Path clip = made(kind);
        millis(libav, clip, 400);
        millis(whole, clip, 50);
        assertThat(libav.probe(clip)).as(kind.getFirst()).isEqualTo(process.probe(clip));
        double[][] all = new double[3][ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
          all[0][i] = millis(process, clip, 10);
          all[1][i] = millis(whole, clip, 25);
          all[2][i] = millis(libav, clip, 100);
        }
        double ffprobe = median(all[0]);
        double ours = median(all[2]);
        System.out.printf(
            "%-16s %10.2f %10.2f %10.2f %8.1f%n",
            kind.getFirst(), ffprobe, median(all[1]), ours, ffprobe / ours);
        // A process costs 20 to 100 times as much: no machine is so busy that it does not show.
        assertThat(ours).as(kind.getFirst()).isLessThan(ffprobe);
      }
    }
  }

  private Path made(List<String> kind) throws IOException, InterruptedException {
    Path clip = folder.resolve(kind.getFirst());
    List<String> command =
        new ArrayList<>(List.of(BundledFfmpeg.extract().ffmpeg().toString(), "-v", "error", "-y"));
    command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=960x540:rate=30:duration=3"));
    command.addAll(List.of("-f", "lavfi", "-i", "sine=d=3"));
    command.addAll(kind.subList(1, kind.size()));
    command.add(clip.toString());
    Path log = folder.resolve("log");
    if (new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor()
        != 0) {
      throw new IOException(Files.readString(log));
    }
    return clip;
  }

  private static double millis(ClipProbe probe, Path clip, int times) throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      probe.probe(clip);
    }
    return (System.nanoTime() - start) / 1e6 / times;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
