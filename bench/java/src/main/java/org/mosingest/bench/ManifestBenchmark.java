package org.mosingest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.corpus.ManifestRequest;
import org.mosingest.core.profile.KnownCorpora;
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

/** Reading a manifest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ManifestBenchmark {

  /** How many rows it has. */
  @Param({"10000", "300000"})
  public int rows;

  private Path folder;

  /** Writes it. */
  @Setup
  public void write() throws IOException {
    folder = Files.createTempDirectory("bench-");
    StringBuilder csv = new StringBuilder("file_name,url,MOS,SD,n\n");
    for (int i = 0; i < rows; i++) {
      csv.append("orig_")
          .append(i)
          .append("_540_5s.mp4,http://clips.example/")
          .append(i)
          .append(",3.25,0.5,7\n");
    }
    Files.writeString(folder.resolve("manifest.csv"), csv);
  }

  /** Removes it. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(folder.resolve("manifest.csv"));
    Files.delete(folder);
  }

  /** As a run does it. */
  @Benchmark
  public Manifest read() throws IOException, BadCorpusException {
    return ManifestReader.read(
        new ManifestRequest(
            KnownCorpora.standard(), folder, Optional.empty(), "clips", 1, OptionalInt.empty()));
  }
}
