package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import picocli.CommandLine;

/**
 * What is read of a table of names and scores, and what is said of one that cannot be read. The
 * script has an adapter for each corpus, with weaknesses of its own; here each is shown on the
 * corpus that there is.
 */
final class TableWeaknessesTest extends WeaknessTestBase {

  @Test
  void w30ANameIsLiteral() throws Exception {
    bed.row("*.mp4", "", "9.0")
        .local("b.mp4", CorpusBed.fake(1), "1.0")
        .local("[a].mp4", CorpusBed.fake(2), "2.0");
    bed.row("c.mp4", "", "9.0")
        .local("x/c.mp4", CorpusBed.fake(3), "3.0")
        .local("y/c.mp4", CorpusBed.fake(4), "4.0");
    bed.local("?.mp4", CorpusBed.fake(5), "5.0").write();

    assertSummary(run(), "5 rows, skipped 2 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(bed.lines())
        .containsExactly(
            Scripts.line("b.mp4", 1, "1.0"),
            Scripts.line("[a].mp4", 2, "2.0"),
            Scripts.line("c.mp4", 3, "3.0"),
            Scripts.line("c.mp4", 4, "4.0"),
            Scripts.line("?.mp4", 5, "5.0"));
    assertThat(progress("*.mp4")).isEqualTo("no-url-in-manifest");
  }

  @Test
  void w31ATableWithoutReadableColumnsIsRefusedAndABareStemIsAnMp4() throws Exception {
    for (String header : List.of("flickr_id,mos", "file_name,attr_brightness,attr_contrast")) {
      manifest(header + "\n3015,1.0,2.0\n");
      Ended ended = run();
      assertThat(ended.status()).isEqualTo(2);
      assertThat(ended.err())
          .contains("no readable columns")
          .contains("'" + header.split(",", 2)[0] + "'")
          .contains("[MOS, mos]");
      assertThat(bed.output()).doesNotExist();
    }
    bed.local("3015.mp4", CorpusBed.fake(1), "1.0");
    manifest("name,mos,sd,n\n3015,1.0,0.5,7\n");

    assertSummary(run(), "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(bed.lines()).containsExactly(Scripts.line("3015.mp4", 1, "1.0"));
  }

  @Test
  void w32RawPicturesWithoutAHeaderAreBrokenAndSaidToBe() throws Exception {
    bed.local("raw.yuv", new byte[160 * 96 * 3 / 2], "1.0").write();

    assertSummary(runAsIs(), "0 rows, skipped 0 (download-failed), 1 (broken-clip), 0 dedups");

    assertThat(warnings()).anyMatch(line -> line.startsWith("broken clip raw.yuv: ffprobe-failed"));
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.failures.ndjson")))
        .contains("\"name\":\"raw.yuv\"");
  }

  @Test
  void w33ATableWithoutAHeaderIsRefusedByWhatItsFirstRowHolds() throws Exception {
    for (String row : List.of("h264_01.mp4,3.4", "AV1,101.5", "HEVC,45.0", "VP9,-1")) {
      manifest((row + "\n").repeat(3));
      Ended ended = run();
      assertThat(ended.status()).isEqualTo(2);
      String[] cells = row.split(",", 2);
      assertThat(ended.err())
          .contains("its header has '" + cells[0] + "', '" + cells[1] + "'")
          .contains("the first row must name the columns")
          .doesNotContain("floor");
    }
  }

  @Test
  void w34ASemicolonIsNamedAndFoldersAndEndingsAreAsTheTableHasThem() throws Exception {
    manifest("file_name;url;MOS\na.mp4;;1.0\n");
    Ended ended = run();
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains("'file_name;url;MOS'")
        .contains("delimited by ';': save the file with commas");

    String name = "original_videos/Sports/360P/Sports_360P-02c3.mkv";
    server.on("/" + name, Replies.status(404), Replies.file(CorpusBed.fake(1)));
    bed.row(name, server.url("/" + name), "1.0").write();
    assertSummary(run(), "0 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups");
    assertSummary(
        run("--retry-failed=^http-404"),
        "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(bed.clip(name)).exists();
    assertThat(server.requests().stream().map(FaultServer.Request::path)).containsOnly("/" + name);
  }

  @Test
  void w35AUrlIsEncodedAndANameWithADotIsWhole() throws Exception {
    server.on("/a%20b.mp4?q=%C3%A4%20c", Replies.file(CorpusBed.fake(1)));
    bed.row("a b", server.url("/a b.mp4?q=ä c"), "1.0");
    bed.local("clip.v2", CorpusBed.fake(2), "2.0").row("clip.v3", "", "3.0").write();
    Files.write(bed.clip("clip.v3.mp4"), CorpusBed.fake(3));

    assertSummary(run(), "2 rows, skipped 1 (download-failed), 0 (broken-clip), 0 dedups");

    // What has a dot is a whole file name: an ending is never guessed.
    assertThat(sources()).containsExactly("a b.mp4", "clip.v2");
    assertThat(warnings())
        .anyMatch(line -> line.startsWith("download failed for clip.v3: no-url-in-manifest"));
  }

  @Test
  void w36OnlyLineEndsEndLinesAndNumbersAreTheFilesOwn() throws Exception {
    bed.local("a\u2028b.mp4", CorpusBed.fake(1), "1.0")
        .local("c\u2029d.mp4", CorpusBed.fake(2), "2.0");
    manifest(
        """
        file_name,url,MOS,SD,n


        aLSb.mp4,,1.0,0.5,7CR
        "cPSd.mp4","two
        lines",2.0,0.5,7
        ,,,,
        bad.mp4,,none,0.5,7
        """
            .replace("LS", "\u2028")
            .replace("PS", "\u2029")
            .replace("CR", "\r"));

    assertSummary(run(), "2 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");

    assertThat(bed.lines())
        .containsExactly(
            Scripts.line("a\u2028b.mp4", 1, "1.0"), Scripts.line("c\u2029d.mp4", 2, "2.0"));
    assertThat(warnings())
        .anyMatch(line -> line.contains("manifest.csv:8: bad MOS value 'none' for bad.mp4"));
  }

  @Test
  void w37TheOutputLiesWithTheCorpus() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();

    assertThat(run().status()).isZero();

    try (Stream<Path> files = Files.list(bed.folder())) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .contains(
              "konvid_150k.jsonl",
              "konvid_150k.jsonl.manifest.json",
              "konvid_150k.jsonl.failures.ndjson",
              ".download-progress.json");
    }
    assertThat(bed.folder().resolveSibling(".workingdir2")).doesNotExist();
  }

  @Test
  void w38WhatTheDocumentsPromiseIsThere() throws Exception {
    List<String> promised =
        List.of(
            "--corpus",
            "--konvid-dir",
            "--corpus-dir",
            "--manifest-csv",
            "--output",
            "--manifest-out",
            "--progress-path",
            "--clips-subdir",
            "--corpus-version",
            "--attrition-warn-threshold",
            "--download-timeout-s",
            "--max-rows",
            "--min-rows",
            "--retries",
            "--retry-failed",
            "--recheck");
    for (String command : List.of("run", "submit")) {
      CommandLine line =
          Main.commandLine().getSubcommands().getOrDefault(command, Main.commandLine());
      assertThat(line.getCommandSpec().optionsMap().keySet()).as(command).containsAll(promised);
    }
    assertThat(options("docs/commands.md")).containsAll(promised);

    // Each clip's decision is known while the run goes on, and what nobody can continue goes at the
    // start.
    Files.writeString(bed.clip("old.mp4.part"), "half a clip");
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    Path seen = temporary.resolve("seen");
    Path looks =
        ffprobe(
            "ls '"
                + bed.folder().resolve("clips")
                + "' > '"
                + seen
                + "'; cat '"
                + bed.progress()
                + "'* >> '"
                + seen
                + "'");
    assertSummary(
        run(looks, "--max-rows=1"),
        "1 rows, skipped 0 (download-failed), 0 (broken-clip), 0 dedups");
    assertThat(Files.readString(seen))
        .doesNotContain("old.mp4.part")
        .contains("\"a.mp4\": {\"state\": \"done\"}");
  }

  private static List<String> options(String page) throws IOException {
    return Pattern.compile("--[a-z-]+")
        .matcher(Files.readString(Path.of("..").resolve(page)))
        .results()
        .map(MatchResult::group)
        .distinct()
        .toList();
  }
}
