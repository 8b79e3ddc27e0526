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
    writeManifest(corpus.resolve("manifest.csv"));

    Child.Ended ended =
        new Child.Setup(folder)
            .jvm(List.of("-XX:+ExitOnOutOfMemoryError"))
            .run("run", "--konvid-dir", corpus.toString());

    assertThat(ended.status()).isEqualTo(3);
    assertThat(ended.err())
        .contains("error: 1000000 rows need up to ")
        .contains("INGEST_JAVA_OPTS=-Xmx")
        .doesNotContain("OutOfMemoryError", "\tat ");
    try (Stream<Path> left = Files.list(corpus)) {
      assertThat(left).containsExactly(corpus.resolve("manifest.csv"));
    }
  }

  private static void writeManifest(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
      out.write("video_name,url,MOS\n");
      for (int i = 0; i < ROWS; i++) {
        out.write("orig_" + (7_000_000_000L + i) + "_540_5s.mp4,,3.5\n");
      }
    }
  }
}
