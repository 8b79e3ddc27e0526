package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

  private static void writeManifest(Path file, int rows) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("video_name,url,MOS\n");
      for (int i = 0; i < rows; i++) {
        out.write("orig_" + (7_000_000_000L + i) + "_540_5s.mp4,,3.5\n");
      }
    }
  }
}
