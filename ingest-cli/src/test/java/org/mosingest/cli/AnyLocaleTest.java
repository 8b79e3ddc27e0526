package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;

/** Whatever language and digits the machine's user reads, and without a home folder. */
@Timeout(120)
final class AnyLocaleTest {

  @TempDir private Path temporary;

  @Test
  void theSummaryIsTheSame() throws Exception {
    CorpusBed bed = new CorpusBed(temporary.resolve("corpus"));
    bed.row("a.mp4", "", "1.5").write();
    Child.Ended run =
        new Child.Setup(temporary)
            .jvm(List.of("-Duser.language=fa", "-Duser.country=IR"))
            .run(
                "run",
                "--konvid-dir=" + bed.folder(),
                "--min-rows=0",
                "--ffprobe-bin=" + Scripts.ffprobe(temporary.resolve("ffprobe"), ""));
    assertThat(run.err().lines())
        .last()
        .asString()
        .startsWith(
            "[konvid-150k-jsonl] wrote 0 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups -> ");
  }

  /** As cron and containers start programs: the variable is missing, and so may the folder be. */
  @Test
  void withoutAHomeTheSameIsDone() throws Exception {
    CorpusBed bed = new CorpusBed(temporary.resolve("corpus"));
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    Child.Setup homeless =
        new Child.Setup(temporary)
            .without("HOME")
            .without("XDG_CONFIG_HOME")
            .jvm(List.of("-Duser.home=/nonexistent"));
    Child.Ended run =
        homeless.run(
            "run",
            "--konvid-dir=" + bed.folder(),
            "--min-rows=0",
            "--ffprobe-bin=" + Scripts.ffprobe(temporary.resolve("ffprobe"), ""));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.lastLine()).contains("wrote 1 rows");

    Child.Ended bundled =
        homeless
            .without("XDG_CACHE_HOME")
            .without("INGEST_CACHE_DIR")
            .run("run", "--konvid-dir=" + bed.folder(), "--min-rows=0");
    assertThat(bundled.status()).as(bundled.err()).isEqualTo(3);
    assertThat(bundled.err()).contains("no home folder").contains("INGEST_CACHE_DIR");
  }
}
