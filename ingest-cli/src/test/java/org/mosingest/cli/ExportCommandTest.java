package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest export} of what runs leave, read again by readers of others. */
@Timeout(300)
final class ExportCommandTest {

  private static final int CLIPS = 300;
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path temporary;
  private Path folder;
  private Path rows;

  @BeforeEach
  void makeRows() throws IOException {
    folder = temporary.resolve("corpus");
    rows = folder.resolve("konvid_150k.jsonl");
    Files.createDirectories(folder.resolve("clips"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < CLIPS; i++) {
      lines.add(row(name(i), "clip " + i, 1 + (i * 37 % 400) / 100.0));
    }
    write(lines);
  }

  private static String name(int i) {
    return "orig_" + (10_000 + i / 3) + "_" + i % 3 + "_é\"'.mp4";
  }

  private static String row(String name, String bytes, double mos) {
    return CorpusBed.line(
            name.replace("\"", "\\\""),
            bytes.getBytes(UTF_8),
            "960,540,29.97,8.0,yuv420p,h264",
            String.valueOf(mos),
            "0.5",
            "7")
        .replace("\"T\"", "\"2026-05-08T12:00:00+00:00\"");
  }

  private void write(List<String> lines) throws IOException {
    Files.writeString(rows, String.join("\n", lines) + "\n");
    StringBuilder manifest = new StringBuilder("file_name,url,MOS\n");
    for (String line : lines) {
      JsonNode row = JSON.readTree(line);
      manifest
          .append('"')
          .append(row.get("src").asString().replace("\"", "\"\""))
          .append("\",,")
          .append(row.get("mos").asDouble())
          .append('\n');
    }
    Files.writeString(folder.resolve("manifest.csv"), manifest);
  }

  private CommandResult export(String format, String output, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "export",
                "--konvid-dir",
                folder.toString(),
                "--format",
                format,
                "--output",
                temporary.resolve(output).toString()));
    all.addAll(List.of(more));
    return CommandResult.of(all);
  }

  private Path exported(String format, String output, String... more) {
    CommandResult result = export(format, output, more);
    assertThat(result.status()).as(result.err()).isZero();
    return temporary.resolve(output);
  }

  /** The part of each clip, by its file name. */
  private Map<String, String> parts(String output, String... split) throws IOException {
    Path file = exported("videofolder", output, split);
    Map<String, String> parts = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      parts.put(row.get("src").asString(), row.get("split").asString());
    }
    return parts;
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "pyiqa", "qalign", "videofolder", "labels"})
  void pythonReadsTheSameRowsFromEachFormat(String format) throws Exception {
    Path file = exported(format, "all." + format);
    assertThat(PythonScript.said(temporary, COMPARE, format, rows, file))
        .isEqualTo("300 rows are the same\n");
  }

  private static final String COMPARE =
      """
      import csv, json, sys
      form, rows, exported = sys.argv[1:]
      rows = [json.loads(line) for line in open(rows, encoding="utf-8")]
      path = lambda row: "clips/" + row["src"]
      with open(exported, encoding="utf-8", newline="") as file:
          if form == "csv":
              got = list(csv.DictReader(file))
              want = [{**{k: str(v) for k, v in row.items()}, "path": path(row)} for row in rows]
          elif form == "pyiqa":
              got = list(csv.DictReader(file))
              want = [{"name": path(r), "mos": str(r["mos"]), "std": str(r["mos_std_dev"]), "official_split": ""}
                      for r in rows]
          elif form == "qalign":
              got = json.load(file)
              want = [{"img_path": path(r), "gt_score": r["mos"]} for r in rows]
          elif form == "videofolder":
              got = [json.loads(line) for line in file]
              want = [{"file_name": path(r), **r} for r in rows]
          else:
              # As FAST-VQA's dataset class takes its annotations: split at commas, a float last.
              got = []
              for line in file:
                  name, duration, fps, label = line.strip().split(",")
                  got.append((name, float(duration), float(fps), float(label)))
              want = [(path(r), r["duration_s"], r["framerate"], r["mos"]) for r in rows]
      assert got == want, next((g, w) for g, w in zip(got, want) if g != w)
      print(len(got), "rows are the same")
      """;

  @Test
  void columnsThatOnlySomeCorporaHaveAreKept() throws Exception {
    String more = row("a.mp4", "a", 3);
    write(
        List.of(
            more.substring(0, more.length() - 1)
                + ",\"chug_ref\":1,\"mos_raw_0_100\":54.25,\"chug_name\":\"a, b\"}",
            row("b.mp4", "b", 2)));

    assertThat(Files.readAllLines(exported("csv", "rows.csv")))
        .satisfiesExactly(
            header ->
                assertThat(header)
                    .endsWith("ingested_at_utc,chug_ref,mos_raw_0_100,chug_name,path"),
            first -> assertThat(first).endsWith(",1,54.25,\"a, b\",clips/a.mp4"),
            second -> assertThat(second).endsWith(",,,,clips/b.mp4"));
    assertThat(Files.readAllLines(exported("videofolder", "metadata.jsonl")).getFirst())
        .endsWith("\"chug_ref\":1,\"mos_raw_0_100\":54.25,\"chug_name\":\"a, b\"}");
  }

  @Test
  void aRowsUnknownDurationAndRateAreMinusOneInLabels() throws Exception {
    write(
        List.of(
            row("a.mp4", "a", 3)
                .replace("29.97", "0.0")
                .replace("\"duration_s\":8.0", "\"duration_s\":0.0")));

    assertThat(exported("labels", "labels.txt")).hasContent("clips/a.mp4,-1,-1,3.0");
  }

  @Test
  void aCommaInAPathIsRefusedWhereReadersSplitAtCommas() throws Exception {
    write(List.of(row("a,b.mp4", "a", 3)));

    CommandResult result = export("labels", "labels.txt");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("clips/a,b.mp4").contains("export as csv (--format)");
    assertThat(temporary.resolve("labels.txt")).doesNotExist();
    assertThat(temporary.resolve("labels.txt.tmp")).doesNotExist();
  }

  @Test
  void partsHaveTheirSharesAndEachOfThemTheScores() throws Exception {
    Map<String, String> parts =
        parts("metadata.jsonl", "--split", "train=0.8,val=0.1,test=0.1", "--group", "");

    assertThat(parts.values().stream().filter("train"::equals).count()).isBetween(230L, 250L);
    assertThat(parts.values().stream().filter("val"::equals).count()).isBetween(20L, 40L);
    JsonNode record =
        JSON.readTree(Files.readString(temporary.resolve("metadata.jsonl.export.json")));
    record
        .get("split")
        .get("parts")
        .forEach(part -> assertThat(part.get("mos_mean").asDouble()).isBetween(2.7, 3.3));
  }

  @Test
  void theSameBytesAndTheCutsOfOneSourceStayTogether() throws Exception {
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    lines.add(row("copy.mp4", "clip 0", 4.9));
    write(lines);

    Map<String, String> parts = parts("metadata.jsonl", "--split", "kfold=5", "--seed", "3");

    assertThat(parts.get("copy.mp4")).isEqualTo(parts.get(name(0)));
    Map<String, Set<String>> partsOfSource = new HashMap<>();
    parts.forEach(
        (name, part) ->
            partsOfSource
                .computeIfAbsent(name.replaceAll("_\\d_.*", ""), _ -> new HashSet<>())
                .add(part));
    assertThat(partsOfSource).hasSize(101).allSatisfy((_, own) -> assertThat(own).hasSize(1));
    assertThat(parts.values()).contains("fold0", "fold1", "fold2", "fold3", "fold4");
  }

  @Test
  void theProofIsPrintedAndStandsInTheRecord() throws Exception {
    CommandResult result = export("csv", "rows.csv", "--split", "train=0.5,test=0.5");

    assertThat(result.err())
        .contains("no leak: 300 different clips and 100 groups are in one part each");
    assertThat(result.out().strip()).isEqualTo(temporary.resolve("rows.csv").toString());
    JsonNode proof =
        JSON.readTree(Files.readString(temporary.resolve("rows.csv.export.json")))
            .get("split")
            .get("proof");
    assertThat(proof.get("hashes").asInt()).isEqualTo(300);
    assertThat(proof.get("groups").asInt()).isEqualTo(100);
    assertThat(proof.get("groups_in_two_parts").asInt()).isZero();
  }

  @Test
  void aGroupThatPutsAllTogetherIsRefused() {
    CommandResult result =
        export("csv", "rows.csv", "--split", "train=0.5,test=0.5", "--group", "orig");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("no rows would be in the part")
        .contains("in 1 group; 'orig' has 300 clips, clips/orig_10000_0_é\"'.mp4, ");
    assertThat(temporary.resolve("rows.csv")).doesNotExist();
  }

  @Test
  void aGroupThatIsInNoNameIsRefused() {
    CommandResult result =
        export("csv", "rows.csv", "--split", "kfold=2", "--group", "^batch(\\d+)");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("'^batch(\\d+)' matches no clip's name: clips/orig_10000_0_é\"'.mp4, ");
  }

  /** The corpus's own parts: what both hold cannot be told apart, and is named. */
  @Test
  void theCorpusPartsThatShareBytesOrASourceAreRefusedByName() throws Exception {
    Files.delete(folder.resolve("manifest.csv"));
    Files.writeString(
        folder.resolve("k150ka_scores.csv"),
        "video_name,video_score\norig_1_540_5s.mp4,3\norig_2_540_5s.mp4,4\n");
    Files.writeString(
        folder.resolve("k150kb_scores.csv"),
        "video_name,mos\norig_3_540_5s.mp4,2\norig_2_541_5s.mp4,4\n");
    Files.createDirectories(folder.resolve("k150ka_extracted"));
    Files.createDirectories(folder.resolve("k150kb_extracted"));
    List<String> lines =
        List.of(
            row("orig_1_540_5s.mp4", "one", 3),
            row("orig_2_540_5s.mp4", "two", 4),
            row("orig_3_540_5s.mp4", "one", 2),
            row("orig_2_541_5s.mp4", "four", 4));
    Files.writeString(rows, String.join("\n", lines) + "\n");

    CommandResult both = export("labels", "labels.txt", "--split", "a-b");

    assertThat(both.status()).isEqualTo(2);
    assertThat(both.err())
        .contains(
            "the same bytes: k150ka_extracted/orig_1_540_5s.mp4 (train) and"
                + " k150kb_extracted/orig_3_540_5s.mp4 (test)")
        .contains("the group '2'")
        .contains("k150kb_extracted/orig_2_541_5s.mp4 (test)");
    assertThat(temporary.resolve("train_labels.txt")).doesNotExist();

    Files.writeString(
        rows,
        lines.get(0) + "\n" + lines.get(1) + "\n" + row("orig_3_540_5s.mp4", "three", 2) + "\n");
    exported("labels", "labels.txt", "--split", "a-b");
    assertThat(temporary.resolve("train_labels.txt"))
        .hasContent(
            "k150ka_extracted/orig_1_540_5s.mp4,8.0,29.97,3.0\n"
                + "k150ka_extracted/orig_2_540_5s.mp4,8.0,29.97,4.0");
    assertThat(temporary.resolve("test_labels.txt"))
        .hasContent("k150kb_extracted/orig_3_540_5s.mp4,8.0,29.97,2.0");
  }

  @Test
  void rowsThatComeLaterMoveNone() throws Exception {
    String[] split = {"--split", "train=0.7,test=0.3", "--seed", "11"};
    Map<String, String> before = parts("before.jsonl", split);
    List<String> lines = new ArrayList<>(Files.readAllLines(rows));
    for (int i = 0; i < 200; i++) {
      lines.add(row("orig_" + (20_000 + i) + "_0.mp4", "late " + i, 1 + i % 5));
    }
    write(lines);

    Map<String, String> after = parts("after.jsonl", split);

    assertThat(after).containsAllEntriesOf(before).hasSize(500);
  }

  @Test
  void anotherSeedIsAnotherDraw() throws Exception {
    String[] split = {"--split", "train=0.5,test=0.5", "--seed"};
    Map<String, String> one = parts("one.jsonl", split[0], split[1], split[2], "1");
    Map<String, String> two = parts("two.jsonl", split[0], split[1], split[2], "2");

    assertThat(one).isNotEqualTo(two);
  }

  @ParameterizedTest
  @CsvSource({"ar-EG-u-nu-arab,Asia/Kathmandu", "tr-TR,America/St_Johns"})
  void theSameSeedGivesTheSameBytesInEveryLocaleAndTimeZone(String locale, String zone)
      throws Exception {
    Locale usualLocale = Locale.getDefault();
    TimeZone usualZone = TimeZone.getDefault();
    String[] split = {"--split", "kfold=3", "--seed", "5", "--force"};
    List<String> formats = List.of("csv", "pyiqa", "qalign", "videofolder", "labels");
    Map<String, String> here = new HashMap<>();
    for (String format : formats) {
      exported(format, "rows." + format, split);
    }
    here.putAll(contents());
    try {
      Locale.setDefault(Locale.forLanguageTag(locale));
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      for (String format : formats) {
        exported(format, "rows." + format, split);
      }
    } finally {
      Locale.setDefault(usualLocale);
      TimeZone.setDefault(usualZone);
    }

    assertThat(here).hasSizeGreaterThan(10);
    assertThat(contents()).isEqualTo(here);
  }

  private Map<String, String> contents() throws IOException {
    Map<String, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }

  @Test
  void whatIsThereIsReplacedOnlyByForce() throws Exception {
    Files.writeString(temporary.resolve("rows.csv"), "mine");

    CommandResult refused = export("csv", "rows.csv");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err()).contains("rows.csv already exists").contains("--force");
    assertThat(temporary.resolve("rows.csv")).hasContent("mine");
    exported("csv", "rows.csv", "--force");
    assertThat(Files.readAllLines(temporary.resolve("rows.csv"))).hasSize(301);
  }

  @Test
  void noForceWritesOverTheRowsOrTheManifest() throws Exception {
    for (String mine : List.of("corpus/konvid_150k.jsonl", "corpus/manifest.csv")) {
      String before = Files.readString(temporary.resolve(mine));

      CommandResult refused = export("csv", mine, "--force");

      assertThat(refused.status()).isEqualTo(2);
      assertThat(temporary.resolve(mine)).hasContent(before);
    }
  }

  @Test
  void severalInputsAreOneTableAndLinesThatAreNoRowsAreTold() throws Exception {
    Path other = temporary.resolve("other.jsonl");
    Files.writeString(other, row("other.mp4", "other", 2) + "\nnot a row\n");

    CommandResult result =
        export("csv", "rows.csv", "--input", rows.toString(), "--input", other.toString());

    assertThat(result.status()).isZero();
    assertThat(Files.readAllLines(temporary.resolve("rows.csv"))).hasSize(302);
    assertThat(result.err()).contains("1 line is not a row and was left out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train=0.8,test=0.1",
        "train=1",
        "kfold=1",
        "a-c",
        "train=0.5,train=0.5",
        "../x=0.5,y=0.5"
      })
  void aSplitThatIsNoneIsRefused(String split) {
    assertThat(export("csv", "rows.csv", "--split", split).status()).isEqualTo(2);
  }
}
