package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.run.CorpusBed;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows that are of no moving picture, most likely, are told and counted, and stay as they are. */
final class DoubtfulRowsTest extends WeaknessTestBase {

  private static final String STILL =
      "echo '{\"streams\":[{\"width\":160,\"height\":96,\"r_frame_rate\":\"90000/1\",\"avg_frame_rate\":\"90000/1\",\"duration\":\"0.4\",\"pix_fmt\":\"yuvj420p\",\"codec_name\":\"mjpeg\"}]}';"
          + " exit 0";
  private static final String NOTHING =
      "echo '{\"streams\":[{\"width\":160,\"height\":96,\"r_frame_rate\":\"0/0\",\"avg_frame_rate\":\"0/0\",\"codec_name\":\"h264\"}]}';"
          + " exit 0";

  @Test
  void areFlaggedByRunAndReport() throws Exception {
    Path strange =
        ffprobe(
            "case \"${clip##*/}\" in cover.mp4) %s ;; nothing.mp4) %s ;; esac"
                .formatted(STILL, NOTHING));
    bed.local("cover.mp4", CorpusBed.fake(1), "3.5").local("nothing.mp4", CorpusBed.fake(2), "3.5");
    bed.local("good.mp4", CorpusBed.fake(3), "3.5")
        .local("good-again.mp4", CorpusBed.fake(3), "3.5");
    for (int i = 0; i < 10; i++) {
      bed.local("removed-" + i + ".mp4", CorpusBed.fake(4), "2.5");
    }
    bed.write();

    Ended run = run(strange, "--probes=1");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(bed.lines()).hasSize(4);
    assertThat(bed.lines().getFirst())
        .contains("\"framerate\":90000.0", "\"encoder_upstream\":\"mjpeg\"");
    assertThat(bed.lines().get(1))
        .contains("\"framerate\":0.0,\"duration_s\":0.0,\"pix_fmt\":\"\"");
    assertThat(replay("/stats/rows_of_cover_art").asInt()).isEqualTo(1);
    assertThat(replay("/stats/rows_without_frame_rate").asInt()).isEqualTo(1);
    assertThat(replay("/stats/rows_without_duration").asInt()).isEqualTo(1);
    assertThat(replay("/stats/rows_without_pixel_format").asInt()).isEqualTo(1);
    assertThat(replay("/stats/clips_sharing_bytes").asInt()).isEqualTo(10);
    assertThat(warnings())
        .anyMatch(
            line ->
                line.startsWith(
                    "1 row whose first video stream looks like cover art, such as cover.mp4"))
        .anyMatch(line -> line.startsWith("1 row with a frame rate of 0, such as nothing.mp4"))
        .anyMatch(
            line -> line.startsWith("10 clips that share their bytes with two or more others"));

    JsonNode figures = report();
    assertThat(figures.at("/duplicates/placeholders/count").asInt()).isEqualTo(10);
    JsonNode doubts = figures.at("/content/doubts");
    assertThat(doubts.toString()).contains("cover.mp4", "nothing.mp4");
    assertThat(doubts.size()).isEqualTo(4);
  }

  private JsonNode report() {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertThat(line.execute("report", "--konvid-dir=" + bed.folder(), "--min-rows=0", "--json"))
        .isZero();
    return JsonMapper.shared().readTree(out.toString()).path("figures");
  }
}
