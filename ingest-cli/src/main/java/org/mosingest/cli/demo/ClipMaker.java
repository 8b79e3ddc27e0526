package org.mosingest.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Makes the demo's clips.
 *
 * @param ffmpeg the program to make them with
 * @param folder where they go
 */
record ClipMaker(Path ffmpeg, Path folder) {

  /** Far more than the slowest clip takes on a slow machine. */
  private static final long LIMIT_S = 60;

  /**
   * Makes the clips, as many at a time as there are cores.
   *
   * @throws IOException if one cannot be made
   * @throws InterruptedException if interrupted; no ffmpeg is left running
   */
  void make(List<DemoClip> clips) throws IOException, InterruptedException {
    List<Callable<Void>> encodings = new ArrayList<>();
    for (DemoClip clip : clips) {
      if (clip.source() instanceof DemoClip.Encoded encoded) {
        encodings.add(() -> encode(clip.name(), encoded));
      }
    }
    try (ExecutorService pool =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (Future<Void> made : pool.invokeAll(encodings)) {
        made.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException fault
          ? fault
          : new IOException("cannot make the demo's clips", e);
    }
    for (DemoClip clip : clips) {
      switch (clip.source()) {
        case DemoClip.CopyOf(String original) ->
            Files.copy(folder.resolve(original), folder.resolve(clip.name()));
        case DemoClip.HalfOf(String original) -> {
          byte[] whole = Files.readAllBytes(folder.resolve(original));
          Files.write(folder.resolve(clip.name()), Arrays.copyOf(whole, whole.length / 2));
        }
        case DemoClip.Encoded _, DemoClip.Again _, DemoClip.Nothing _ -> {}
      }
    }
  }

  private Void encode(String name, DemoClip.Encoded clip) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(ffmpeg.toString(), "-v", "error", "-nostdin", "-y"));
    command.addAll(
        List.of("-f", "lavfi", "-i", clip.picture(), "-t", Double.toString(clip.seconds())));
    command.addAll(List.of("-pix_fmt", "yuv420p"));
    command.addAll(clip.codec().options());
    command.addAll(
        List.of("-threads", "1", "-fflags", "+bitexact", folder.resolve(name).toString()));
    Path complaints = Files.createTempFile("ingest-demo-", ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(complaints.toFile());
      // The bundled libraries name functions of device libraries that need not be there, and never
      // call them.
      builder.environment().remove("LD_BIND_NOW");
      Process process = builder.start();
      try {
        if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
          throw new IOException(
              "ffmpeg could not make the clip "
                  + name
                  + ": "
                  + Files.readString(complaints).strip());
        }
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(complaints);
    }
    return null;
  }
}
