package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.jsonl.RowJson;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
final class DemoCommandTest {

  @TempDir private Path temp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsTheWholeThing() throws Exception {
    Path folder = temp.resolve("a demo");

    int status = execute("demo", "--dir", folder.toString());

    assertThat(status).as(out + "\n" + err).isZero();
    assertThat(rows(folder))
        .containsExactly(
            "01_pattern.mp4 640x360 30.0 2.0 h264",
            "02_fractal.webm 320x180 25.0 2.0 vp9",
            "04_automaton.mov 192x108 29.97002997002997 1.001 mpeg4",
            "05_pattern.mkv 480x270 50.0 0.5 av1",
            "07_life.mp4 256x144 24.0 1.0 h264",
            "08_moved.mp4 854x480 24.0 0.5 mpeg4",
            "10_gradients.webm 640x360 30.0 2.0 vp9",
            "11_triangles.mp4 480x270 25.0 1.0 h264",
            "12_gradients.mkv 426x240 24.0 2.0 vp9",
            "13_testcard.mov 640x480 29.97002997002997 1.5015 h264",
            "14_pattern_hd.mp4 1280x720 60.0 0.5 av1",
            "15_pattern.webm 426x240 60.0 1.0 av1",
            "17_bars.mp4 960x540 25.0 2.0 mpeg4",
            "18_fractal.mkv 320x240 30.0 1.5 av1",
            "20_upright.mp4 360x640 30.0 1.5 h264",
            "22_pattern.mp4 320x240 24.0 2.0 mpeg4",
            "23_pattern.webm 640x480 25.0 1.0 vp9",
            "24_pattern.mp4 854x480 29.97002997002997 1.001 av1",
            "25_life.mkv 320x180 60.0 0.5 h264",
            "26_dropped.mp4 640x360 50.0 1.0 mpeg4",
            "27_square.mov 480x480 24.0 1.5 h264",
            "28_stalled.webm 640x360 25.0 2.0 vp9",
            "29_busy.mp4 480x270 25.0 2.0 h264",
            "31_automaton.mkv 256x144 50.0 1.0 mpeg4");
    assertThat(out.toString())
        .contains("fetched twice: 0 clips")
        .contains("ok    total: 31 rows = 24 written + 2 duplicates + 4 failed + 1 broken")
        .containsPattern("28_stalled.webm +from byte .* server went silent")
        .contains("ingest run --konvid-dir '" + folder.resolve("corpus") + "' --min-rows 1")
        .doesNotContain("FAIL")
        .doesNotContain("\u001b");
    assertThat(out.toString().lines().filter(line -> !line.contains(temp.toString())))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(folder.resolve("web")).doesNotExist();
    assertThat(folder.resolve("corpus/konvid_150k.jsonl.manifest.json")).isRegularFile();
    assertThat(err.toString()).isEmpty();

    // What it says to type next: all is settled from disk.
    int again =
        execute(
            "run",
            "--konvid-dir",
            folder.resolve("corpus").toString(),
            "--min-rows",
            "1",
            "--log-level",
            "error");

    assertThat(again).isZero();
    assertThat(err.toString())
        .contains("wrote 0 rows, skipped 4 (download-failed), 1 (broken-clip), 26 dedups");
  }

  @Test
  void leavesAFolderAloneThatNoDemoHasMade() throws IOException {
    Path precious =
        Files.writeString(
            Files.createDirectories(temp.resolve("mine/corpus")).resolve("thesis.tex"), "text");

    int status = execute("demo", "--dir", temp.resolve("mine").toString());

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("is not from a demo").contains("--dir");
    assertThat(precious).hasContent("text");
    assertThat(temp.resolve("mine")).isDirectoryNotContaining("glob:**/.*");
  }

  private int execute(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  private static List<String> rows(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("corpus/konvid_150k.jsonl")).stream()
        .map(DemoCommandTest::summary)
        .toList();
  }

  private static String summary(String line) {
    JsonNode row = JsonMapper.shared().readTree(line);
    assertThat(row.propertyNames()).containsExactlyElementsOf(RowJson.KEYS);
    assertThat(row.path("mos").asDouble()).isBetween(1.0, 5.0);
    return "%s %dx%d %s %s %s"
        .formatted(
            row.path("src").asString(),
            row.path("width").asInt(),
            row.path("height").asInt(),
            row.path("framerate").asDouble(),
            row.path("duration_s").asDouble(),
            row.path("encoder_upstream").asString());
  }
}
