package org.mosingest.daemon.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.content.Categories;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.CorpusRow;
import org.mosingest.core.row.Opinion;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

class OutputTalliesTest {

  @TempDir private Path folder;

  private static String row(int number, String codec) {
    return new String(
        RowJson.line(
            new CorpusRow(
                "c" + number + ".mp4",
                new ClipContent(new Sha256(number, 2, 3, 4), 1000),
                new VideoFacts(960, 540, 25, 5, "yuv420p", codec),
                new Opinion(3.1, 0, 0),
                "konvid-150k",
                "konvid-150k-2019",
                Instant.EPOCH)),
        UTF_8);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("o.jsonl"), text);
  }

  private static ContentSoFar read(OutputTallies tallies, Path output) throws IOException {
    return tallies.of(output).orElseThrow();
  }

  @Test
  void whatIsAddedIsReadOnAndNothingTwice() throws IOException {
    OutputTallies tallies = new OutputTallies();
    Path output = write(row(1, "h264") + row(2, "hevc"));
    assertThat(read(tallies, output).distributions().counted().rows()).isEqualTo(2);
    assertThat(read(tallies, output).distributions().counted().rows()).isEqualTo(2);

    String third = row(3, "h264");
    Files.writeString(output, third.substring(0, 40), StandardOpenOption.APPEND);
    assertThat(read(tallies, output).distributions().counted().rows())
        .as("half a row")
        .isEqualTo(2);
    assertThat(read(tallies, output).complete()).isTrue();
    Files.writeString(output, third.substring(40), StandardOpenOption.APPEND);
    ContentSoFar content = read(tallies, output);

    assertThat(content.distributions().counted().rows()).isEqualTo(3);
    assertThat(content.distributions().counted().bytes()).isEqualTo(3000);
    assertThat(content.distributions().codecs().categories())
        .containsExactly(new Categories.Category("h264", 2), new Categories.Category("hevc", 1));
  }

  @Test
  @Timeout(60)
  void whatIsNoFileIsNotWaitedFor() throws Exception {
    Path fifo = folder.resolve("fifo.jsonl");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    OutputTallies tallies = new OutputTallies();

    assertThat(tallies.of(fifo)).isEmpty();
    assertThat(tallies.of(folder)).isEmpty();
  }

  @Test
  void aLongOutputIsReadInPieces() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      text.append(row(i, "h264"));
    }
    Path output = write(text.toString());
    OutputTallies tallies = new OutputTallies(1000);

    long before = 0;
    ContentSoFar content = read(tallies, output);
    assertThat(content.complete()).isFalse();
    while (!content.complete()) {
      assertThat(content.distributions().counted().rows()).isGreaterThan(before);
      before = content.distributions().counted().rows();
      content = read(tallies, output);
    }
    assertThat(content.distributions().counted().rows()).isEqualTo(50);
    assertThat(content.outputBytes()).isEqualTo(text.length());
  }

  @Test
  void whatIsNoRowIsPassedOverHoweverLong() throws IOException {
    Path output =
        write(
            "not json\n\n{}\n" + "x".repeat(5000) + "\n" + row(1, "h264") + "[" + "y".repeat(3000));
    OutputTallies tallies = new OutputTallies(1000);

    for (int i = 0; i < 20; i++) {
      var _ = read(tallies, output);
    }
    assertThat(read(tallies, output).distributions().counted().rows()).isEqualTo(1);
    assertThat(read(tallies, output).complete()).isTrue();
  }

  @Test
  void anOutputThatWasReplacedOrCutIsReadAnew() throws IOException {
    OutputTallies tallies = new OutputTallies();
    Path output = write(row(1, "h264") + row(2, "h264"));
    assertThat(read(tallies, output).distributions().counted().rows()).isEqualTo(2);

    write(row(3, "vp9"));
    assertThat(read(tallies, output).distributions().codecs().categories())
        .containsExactly(new Categories.Category("vp9", 1));
    // As long as before, and another file.
    Path other = Files.writeString(folder.resolve("other"), row(4, "av1"));
    Files.move(other, output, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(read(tallies, output).distributions().codecs().categories())
        .containsExactly(new Categories.Category("av1", 1));
  }

  @Test
  void whereThereIsNoFileThereIsNothing() throws IOException {
    assertThat(new OutputTallies().of(folder.resolve("none"))).isEmpty();
  }
}
