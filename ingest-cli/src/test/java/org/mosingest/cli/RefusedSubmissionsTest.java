package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;

/** Why a daemon refuses a run, told by the names of the options that were given. */
@Timeout(180)
final class RefusedSubmissionsTest extends DaemonTestBase {

  @Test
  void aRefusalNamesOptionsAndLeavesPathsAsTheyAre() throws Exception {
    daemon();
    // A folder that is called like a key.
    Path folder = Files.createDirectory(root.resolve("min_rows"));
    Path manifest = folder.resolve("manifest.csv");
    Files.writeString(manifest, "file_name,url,MOS\na.mp4,http://localhost/a.mp4,3\n");

    assertThat(refusal("--konvid-dir=" + folder))
        .contains(manifest + ": 1 data row,")
        .contains("(--corpus, --min-rows)")
        .doesNotContain("(corpus");
    assertThat(refusal("--konvid-dir=/etc"))
        .contains("error: --corpus-dir is outside")
        .doesNotContain("konvid_dir");
    assertThat(refusal("--konvid-dir=" + folder, "--min-rows=0", "--votes=/etc/hosts"))
        .contains("error: --votes is outside");
    assertThat(refusal("--konvid-dir=" + folder, "--min-rows=0", "--output=" + manifest))
        .contains("(--output)");
  }

  @Test
  void aRunThatFailsSaysByWhichOptionItIsMended() throws Exception {
    daemon();
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    rows(bed, "f", 2);
    server.on("/f1", served(1).stallAfter(50_000));
    String run = submit(bed);
    await("the first row", () -> progress(run).path("written").asInt() == 1);
    ingested("pause", run);
    Files.delete(bed.folder().resolve("manifest.csv"));
    ingest("resume", run);

    awaitState(run, "failed");
    assertThat(progress(run).path("note").asString()).contains("(corpus_dir, corpus)");
    assertThat(ingested("inspect", run)).contains("(--corpus-dir, --corpus)");
  }

  private String refusal(String... options) {
    String[] command = new String[options.length + 1];
    command[0] = "submit";
    System.arraycopy(options, 0, command, 1, options.length);
    Child.Ended ended = ingest(command);
    assertThat(ended.status()).as(ended.err()).isIn(2, 3);
    return ended.err();
  }
}
