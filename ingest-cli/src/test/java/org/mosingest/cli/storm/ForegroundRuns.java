package org.mosingest.cli.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mosingest.cli.Child;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest run}, started again after each death. */
final class ForegroundRuns implements Victim {

  private final Path scratch;
  private final Path ffprobe;

  ForegroundRuns(Path scratch, Path ffprobe) {
    this.scratch = scratch;
    this.ffprobe = ffprobe;
  }

  @Override
  public List<KillPoint> impossible() {
    return List.of(KillPoint.STORE);
  }

  @Override
  public Life begin(Path corpus) {
    return new Life() {
      @Override
      public Child start(List<String> jvmOptions) throws Exception {
        return new Child.Setup(scratch)
            .jvm(jvmOptions)
            .start("run", "--konvid-dir=" + corpus, "--min-rows=0", "--ffprobe-bin=" + ffprobe);
      }

      @Override
      public boolean isDone(Child process) {
        return !process.isAlive();
      }

      @Override
      public void end(Child process) throws Exception {
        assertThat(process.await(Duration.ofSeconds(60)).status()).as(process.errSoFar()).isZero();
      }

      @Override
      public int statusWhenAsked() {
        return 130;
      }

      @Override
      public void assertBooks(int rows) throws Exception {
        Path manifest = corpus.resolve("konvid_150k.jsonl.manifest.json");
        JsonNode stats = JsonMapper.shared().readTree(Files.readString(manifest)).path("stats");
        assertThat(stats.path("rows").asInt()).isEqualTo(rows);
        // Rows of the runs before are known by their hashes.
        assertThat(stats.path("written").asInt() + stats.path("dedups").asInt()).isEqualTo(rows);
        assertThat(stats.path("skipped_download").asInt(-1)).isZero();
        assertThat(stats.path("skipped_broken").asInt(-1)).isZero();
      }

      @Override
      public void close() {}
    };
  }
}
