package org.mosingest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.mosingest.core.row.Clip;
import org.mosingest.core.row.ClipName;
import org.mosingest.core.state.DownloadProgress;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Recording that a clip is done, in a progress file of so many clips: syncs and rewrites included.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 8)
public class ProgressBenchmark {

  private static final int DECISIONS = 10_000;

  /** How many clips there are in the file at first. */
  @Param({"10000", "100000", "300000"})
  public int rows;

  private Path folder;
  private DownloadProgress progress;

  /** Writes the file. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    folder = Files.createTempDirectory("bench-");
    progress = DownloadProgress.open(folder.resolve(".download-progress.json"));
    for (int i = 0; i < rows; i++) {
      progress.done(clip(i));
    }
    progress.flush();
  }

  /** Removes it. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    progress.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(ProgressBenchmark::delete);
    }
  }

  /** Ten thousand more. */
  @Benchmark
  @OperationsPerInvocation(DECISIONS)
  public void done() throws IOException {
    for (int i = rows; i < rows + DECISIONS; i++) {
      progress.done(clip(i));
    }
  }

  private static Clip clip(int i) {
    String name = "orig_" + i + "_540_5s.mp4";
    return new Clip("clips", new ClipName(name), "", name);
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
