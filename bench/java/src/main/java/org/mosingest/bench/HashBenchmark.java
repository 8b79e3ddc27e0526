package org.mosingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.row.ClipContent;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading and hashing one clip that lies in the page cache. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {

  /** The clip's length. */
  @Param({"1000", "480000", "5000000"})
  public int bytes;

  private Path clip;

  /** Writes the clip. */
  @Setup
  public void write() throws IOException {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    clip = Files.write(Files.createTempFile("bench-", ".mp4"), content);
  }

  /** Removes it. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(clip);
  }

  /** As a run does it. */
  @Benchmark
  public ClipContent read() throws IOException {
    return ClipContent.read(clip);
  }
}
