package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.run.CorpusBed;

/** Names of clips that cannot be beside each other, or are the program's own. */
@Timeout(300)
final class NamesUnderFireTest extends WeaknessTestBase {

  private static final List<String> OWN =
      List.of(
          ".ingest.lock",
          "x/.ingest.lock",
          ".ingest-clips.lock",
          ".known-clips.db",
          ".known-clips.db-wal",
          ".Known-Clips.DB-journal",
          ".download-progress.json",
          ".download-progress.json.journal",
          ".ingest.lock/x.mp4",
          "a.mp4.part",
          "a.mp4.part.json",
          "a.mp4.part/x.mp4",
          "a.mp4.broken");

  @Test
  void theProgramsOwnNamesAreRefusedRowByRow() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0");
    OWN.forEach(name -> bed.row(name, server.url("/x"), "1.0"));
    bed.local("b.mp4", CorpusBed.fake(2), "1.0").write();

    assertSummary(run(), "2 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(replay("/stats/rejected_rows").asInt()).isEqualTo(OWN.size());
    assertThat(said())
        .filteredOn(
            line -> line.contains("manifest.csv:") && line.contains("the name is reserved for"))
        .hasSize(OWN.size());
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aClipAndAFolderOfOneNameAreToldApartRowByRow() throws Exception {
    Files.createDirectories(bed.clip("e.mp4"));
    bed.local("a.mp4", CorpusBed.fake(1), "1.0")
        .row("a.mp4/b.mp4", server.url("/x"), "1.0")
        .row("a.mp4/c/d.mp4", server.url("/x"), "1.0")
        .local("e.mp4/f.mp4", CorpusBed.fake(2), "1.0")
        .local("e.mp4/g.mp4", CorpusBed.fake(3), "1.0")
        .row("e.mp4", server.url("/x"), "1.0")
        .write();

    assertSummary(run(), "3 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(sources()).containsExactly("a.mp4", "f.mp4", "g.mp4");
    assertThat(replay("/stats/rejected_rows").asInt()).isEqualTo(3);
    assertThat(warnings())
        .anyMatch(
            line ->
                line.endsWith("its folder is the clip of an earlier row: a.mp4/b.mp4; row refused"))
        .anyMatch(
            line ->
                line.endsWith(
                    "its folder is the clip of an earlier row: a.mp4/c/d.mp4; row refused"))
        .anyMatch(
            line ->
                line.endsWith(
                    "an earlier row has a clip in a folder of that name: e.mp4; row refused"));
    assertThat(server.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".ingest.lock",
        ".known-clips.db",
        "x/.download-progress.json",
        "clips.part",
        "konvid_150k.jsonl",
        "konvid_150k.jsonl/clips",
        "konvid_150k.jsonl.manifest.json",
        "konvid_150k.jsonl.failures.ndjson",
        "konvid_150k.jsonl.torn",
        "manifest.csv"
      })
  void noFolderOfClipsIsAFileOfTheProgram(String folder) throws Exception {
    bed.row("a.mp4", server.url("/x"), "1.0").write();
    byte[] manifest = Files.readAllBytes(bed.folder().resolve("manifest.csv"));

    Ended ended = run("--clips-subdir=" + folder);

    assertThat(ended.status()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains("clips");
    assertThat(bed.folder().resolve("manifest.csv")).hasBinaryContent(manifest);
    assertThat(bed.output()).doesNotExist();
    assertThat(server.requests()).isEmpty();
  }
}
