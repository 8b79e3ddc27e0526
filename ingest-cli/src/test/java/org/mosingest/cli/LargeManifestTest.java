package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A manifest that is too large for the memory which the program may take. */
@Timeout(180)
class LargeManifestTest {

  private static final int ROWS = 1_000_000;

  @TempDir Path folder = Path.of("");

  @Test
  void aMillionRowsInASmallHeapAreRefusedWithTheHeapThatWouldDo() throws Exception {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    writeManifest(corpus.resolve("manifest.csv"), ROWS);

    Child.Ended ended =
        new Child.Setup(folder)
            .jvm(List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx96m"))
            .run("run", "--konvid-dir", corpus.toString());

    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.err())
        .contains("error: 1000000 rows need up to ")
        .contains("INGEST_JAVA_OPTS=-Xmx")
        .doesNotContain("OutOfMemoryError", "\tat ");
    for (String reader : List.of("report", "verify", "doctor")) {
      Child.Ended refused =
          new Child.Setup(folder)
              .jvm(List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx96m"))
              .run(reader, "--konvid-dir", corpus.toString());
      assertThat(refused.status()).as(reader).isEqualTo(3);
      assertThat(refused.err())
          .contains("error: 1000000 rows need up to ")
          .contains("INGEST_JAVA_OPTS=-Xmx")
          .doesNotContain("OutOfMemoryError", "\tat ");
    }
    try (Stream<Path> left = Files.list(corpus)) {
      assertThat(left).containsExactly(corpus.resolve("manifest.csv"));
    }
  }

  /** What a row takes of the heap is some 60 bytes; held as Java objects it takes far more. */
  @Test
  void fortyThousandRowsAreIngestedInAHeapThatHardlyHoldsTheProgram() throws Exception {
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    writeManifest(corpus.resolve("manifest.csv"), 40_000);

    Child.Ended ended =
        new Child.Setup(folder)
            .jvm(List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx56m"))
            .run("run", "--konvid-dir", corpus.toString());

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out() + ended.err()).contains("skipped 40000 (download-failed)");
  }

  /** Something is wrong with each row, and that takes a few bytes of the heap, too. */
  @Test
  void aHundredThousandRowsWithoutTheirClipsAreVerifiedInAHeapThatHardlyHoldsTheProgram()
      throws Exception {
    int rows = 100_000;
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    writeManifest(corpus.resolve("manifest.csv"), rows);
    writeOutput(corpus.resolve("konvid_150k.jsonl"), rows);

    Child.Ended ended =
        new Child.Setup(folder)
            .jvm(List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx56m"))
            .run("verify", "--konvid-dir", corpus.toString(), "--json");

    assertThat(ended.status()).as(ended.err()).isEqualTo(5);
    JsonNode found = JsonMapper.shared().readTree(ended.out());
    assertThat(found.path("missing")).hasSize(rows);
    assertThat(found.path("missing").get(0).asString()).isEqualTo(name(0));
    assertThat(found.path("details")).hasSize(rows);
    assertThat(found.path("details").get(rows - 1).path("line").asInt()).isEqualTo(rows);
  }

  /** Nor are the paths of clips that the manifest does not name held as texts. */
  @Test
  void rowsOfClipsThatTheManifestDoesNotNameAreVerifiedInAHeapThatHardlyHoldsTheProgram()
      throws Exception {
    int rows = 250_000;
    Path corpus = Files.createDirectory(folder.resolve("corpus"));
    writeManifest(corpus.resolve("manifest.csv"), 1);
    writeOutput(corpus.resolve("konvid_150k.jsonl"), rows);

    Child.Ended ended =
        new Child.Setup(folder)
            .jvm(List.of("-XX:+ExitOnOutOfMemoryError", "-Xmx56m"))
            .run("verify", "--konvid-dir", corpus.toString());

    assertThat(ended.status()).as(ended.err()).isEqualTo(5);
    assertThat(ended.out()).contains(rows + " missing");
  }

  private static void writeOutput(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      for (int i = 0; i < rows; i++) {
        String hash = HexFormat.of().toHexDigits((long) i).repeat(4);
        out.write(
            CorpusBed.line(name(i), new byte[1], "160,96,25.0,0.4,yuv420p,h264", "3.5", "0.0", "0")
                    .replaceFirst("\"src_sha256\":\"[0-9a-f]*", "\"src_sha256\":\"" + hash)
                    .replace("\"T\"", "\"2026-11-23T00:00:00+00:00\"")
                + "\n");
      }
    }
  }

  private static String name(int row) {
    return "orig_" + (7_000_000_000L + row) + "_540_5s.mp4";
  }

  private static void writeManifest(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("video_name,url,MOS\n");
      for (int i = 0; i < rows; i++) {
        out.write(name(i) + ",,3.5\n");
      }
    }
  }
}
