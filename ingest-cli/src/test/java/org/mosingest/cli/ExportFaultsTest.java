package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.state.Hold;
import org.mosingest.core.testkit.SmallDisk;

/** What can go wrong while {@code ingest export} writes, and names that no run would write. */
@Timeout(300)
final class ExportFaultsTest {

  @TempDir Path temporary;
  private ExportBed bed;

  @BeforeEach
  void makeRows() throws IOException {
    bed = new ExportBed(temporary);
  }

  private static String named(String src) {
    return ExportBed.row("NAME.mp4", src.getBytes(UTF_8), 3).replace("NAME.mp4", src);
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "labels", "pyiqa", "qalign", "videofolder"})
  void aFullDiskIsNamedAndLeavesNothingOfATable(String format) throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "8k")) {
      CommandResult refused = bed.export(format, "small/rows", "--split", "train=0.5,test=0.5");

      assertThat(refused.status()).as(refused.err()).isEqualTo(3);
      assertThat(refused.err()).contains("No space left on device");
      assertThat(names(disk.folder())).isEmpty();
      disk.grow("4m");
      bed.exported(format, "small/rows", "--split", "train=0.5,test=0.5");
    }
  }

  @Test
  void shardsThatAFullDiskCutOffGoOnWhenThereIsRoom() throws Exception {
    Path whole = bed.exported("webdataset", "whole", "--shard-size", "32K");
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "128k")) {
      CommandResult refused = bed.export("webdataset", "small/shards", "--shard-size", "32K");

      assertThat(refused.status()).as(refused.err()).isEqualTo(3);
      assertThat(refused.err()).contains("No space left on device");
      assertThat(names(disk.folder())).containsExactly("shards.tmp");
      disk.grow("4m");
      Path again = bed.exported("webdataset", "small/shards", "--shard-size", "32K");
      assertThat(names(again)).isEqualTo(names(whole));
      for (String name : names(whole)) {
        assertThat(again.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
      }
    }
  }

  @Test
  void aTableThatIsBeingWrittenElsewhereIsNotWrittenTwice() throws Exception {
    Path place = temporary.resolve("rows.csv");
    try (Hold _ = Hold.file(place, "the export", "")) {
      CommandResult refused = bed.export("csv", "rows.csv");

      assertThat(refused.status()).as(refused.err()).isEqualTo(4);
      assertThat(refused.err()).contains("rows.csv");
      assertThat(names(temporary)).doesNotContain("rows.csv", "rows.csv.tmp");
    }
    bed.exported("csv", "rows.csv");
    assertThat(names(temporary)).contains("rows.csv").noneMatch(name -> name.contains("lock"));
  }

  @Test
  void aKilledTableIsNotThereAndWhatIsLeftOfItGoesWithTheNext() throws Exception {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(named("clip" + i + ".mp4"));
    }
    bed.write(many);
    Path place = temporary.resolve("rows.csv");
    Path beside = temporary.resolve("rows.csv.tmp");
    try (Child export =
        new Child.Setup(temporary)
            .start("export", "--konvid-dir=" + bed.folder(), "--format=csv", "--output=" + place)) {
      while (export.isAlive() && !Files.exists(beside)) {
        LockSupport.parkNanos(1_000_000);
      }
      export.signal("KILL");
    }
    boolean cutOff = Files.exists(beside);

    assertThat(Files.exists(place)).isEqualTo(!cutOff);
    bed.exported("csv", "rows.csv", "--force");
    assertThat(beside).doesNotExist();
    assertThat(Files.readAllLines(place)).hasSize(20_001);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../up.mp4",
        "/etc/hostname.mp4",
        "a/b.mp4",
        "..",
        "",
        "new\\nline.mp4",
        "nul\\u0000.mp4",
        "half\\ud83d.mp4"
      })
  void aRowWhoseNameIsNoFileNameIsRefusedInEveryFormat(String src) throws Exception {
    bed.write(List.of(named("fine.mp4"), named(src)));
    for (String format : List.of("csv", "parquet", "labels", "webdataset")) {
      CommandResult refused = bed.export(format, "rows");

      assertThat(refused.status()).as(format + ": " + refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains("the src of a row is not a clip's file name: the name ");
      assertThat(names(temporary)).containsExactly("corpus");
    }
  }

  @Test
  void oddNamesAreTheSameInEveryFormat() throws Exception {
    List<String> odd =
        List.of(
            "com,ma.mp4",
            "quo\\\"te.mp4",
            "it's.mp4",
            "😀.mp4",
            "\u202egpj.mp4",
            " lead.mp4",
            "-dash.mp4",
            "=1+1.mp4",
            "line\u2028.mp4",
            "back\\\\slash.mp4",
            "a".repeat(251) + ".mp4");
    bed.write(odd.stream().map(ExportFaultsTest::named).toList());
    Files.delete(bed.folder().resolve("manifest.csv"));
    for (String format : List.of("csv", "pyiqa", "qalign", "videofolder")) {
      Path file = bed.exported(format, "rows." + format);
      assertThat(PythonScript.said(temporary, PATHS, format, bed.rows(), file))
          .isEqualTo(odd.size() + " paths are the same\n");
    }
  }

  private static final String PATHS =
      """
      import csv, json, sys
      form, rows, exported = sys.argv[1:]
      want = ["clips/" + json.loads(line)["src"] for line in open(rows, encoding="utf-8", newline="\\n")]
      with open(exported, encoding="utf-8", newline="") as file:
          if form == "qalign":
              got = [pair["img_path"] for pair in json.load(file)]
          elif form == "videofolder":
              got = [json.loads(line)["file_name"] for line in file]
          else:
              got = [row["path" if form == "csv" else "name"] for row in csv.DictReader(file)]
      assert got == want, (got, want)
      print(len(got), "paths are the same")
      """;

  @Test
  void noForceWritesThroughALinkOntoTheRowsOrAClip() throws Exception {
    Path clip = bed.folder().resolve("clips/orig_10000_0_é.mp4");
    byte[] rows = Files.readAllBytes(bed.rows());
    byte[] bytes = Files.readAllBytes(clip);
    Files.createSymbolicLink(temporary.resolve("soft.csv"), bed.rows());
    Files.createLink(temporary.resolve("hard.csv"), bed.rows());
    Files.createSymbolicLink(temporary.resolve("clip.csv"), clip);
    for (String output : List.of("soft.csv", "hard.csv", "clip.csv")) {
      CommandResult refused = bed.export("csv", output, "--force");

      assertThat(refused.status()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains("are one file");
    }
    assertThat(bed.rows()).hasBinaryContent(rows);
    assertThat(clip).hasBinaryContent(bytes);
  }

  @Test
  void aGroupThatWouldKeepABacktrackingMatcherBusyForeverIsMatchedAtOnce() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(named("a".repeat(200) + i + ".mp4"));
    }
    bed.write(lines);

    assertThat(
            bed.export("csv", "rows.csv", "--split", "kfold=2", "--group", "^(a+)+([0-9]+)$").err())
        .contains("matches no clip's name");
  }

  @Test
  void aScoreThatIsNoNumberAndACorpusWithoutARowAreTold() throws Exception {
    String row = named("a.mp4");
    bed.write(
        List.of(
            row,
            row.replace("\"mos\":3.0", "\"mos\":NaN"),
            row.replace("\"mos\":3.0", "\"mos\":1e999")));
    assertThat(bed.export("csv", "rows.csv").err())
        .contains("2 lines are not rows and were left out");
    bed.write(List.of());

    CommandResult empty = bed.export("csv", "empty.csv");

    assertThat(empty.status()).isEqualTo(2);
    assertThat(empty.err()).contains("no rows to export in");
    assertThat(temporary.resolve("empty.csv")).doesNotExist();
  }
}
