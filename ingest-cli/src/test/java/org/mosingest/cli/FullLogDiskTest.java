package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.daemon.run.CorpusBed;

/** A full disk under the service's log. */
@Timeout(180)
final class FullLogDiskTest extends DaemonTestBase {

  @Test
  void aFullDiskUnderTheServicesLogCostsLinesOfTheLogAndNothingElse() throws Exception {
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    List<String> expected = rows(bed, "", 5);
    try (SmallDisk disk = SmallDisk.mount(state.resolve("log"), "256k")) {
      Path ballast = disk.fill();
      Child service = daemon();
      awaitState(submit(bed), "completed");
      assertThat(bed.lines()).isEqualTo(expected);
      Path log = state.resolve("log/ingest.log");
      assertThat(log).isEmptyFile();
      assertThat(service.errSoFar()).contains("ready at ");

      Files.delete(ballast);
      // It looks for room ever more seldom, and only when there is something to say.
      while (Files.size(log) == 0) {
        awaitState(submit(bed), "completed");
      }
      assertThat(service.isAlive()).isTrue();
    }
  }
}
