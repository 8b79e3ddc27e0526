package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;

/** Whatever language and digits the machine's user reads. */
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
}
