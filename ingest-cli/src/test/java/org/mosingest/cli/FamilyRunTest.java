package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.mosingest.core.jsonl.JsonlRows;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.profile.DistributedCorpus;
import org.mosingest.core.profile.KnownCorpora;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The corpora of the family from the command line to their rows. */
@Timeout(300)
final class FamilyRunTest {

  static final List<String> IDS = DistributedCorpus.IDS;

  @TempDir Path temporary = Path.of("");
  private Path ffprobe = Path.of("");

  @BeforeEach
  void makeFfprobe() throws Exception {
    ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
  }

  private static CommandResult execute(String... arguments) {
    return CommandResult.of(List.of(arguments));
  }

  private CommandResult run(String id, Path folder, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--corpus",
                id,
                "--corpus-dir",
                folder.toString(),
                "--ffprobe-bin",
                ffprobe.toString()));
    all.addAll(List.of(more));
    return execute(all.toArray(String[]::new));
  }

  /** Of each row {@code src mos mos_std_dev n_ratings}. */
  static List<String> told(Path output) throws Exception {
    List<String> rows = new ArrayList<>();
    JsonlRows.read(
        output,
        row ->
            rows.add(
                row.src()
                    + " "
                    + row.opinion().mos()
                    + " "
                    + row.opinion().mosStdDev()
                    + " "
                    + row.opinion().nRatings()));
    return rows;
  }

  @ParameterizedTest
  @FieldSource("IDS")
  void eachAsItIsShipped(String id) throws Exception {
    DistributedCorpus made = DistributedCorpus.make(id, temporary.resolve("c"));
    CommandResult result = run(id, made.folder(), "--min-rows=0", "--full");
    assertThat(result.status()).as(result.err()).isZero();
    Path output = made.folder().resolve(KnownCorpora.byId(id).orElseThrow().outputName());
    assertThat(told(output)).containsExactlyElementsOf(made.expected());
    assertThat(result.err()).contains("[" + id + "-jsonl] wrote 2 rows");
    JsonNode replay =
        JsonMapper.shared()
            .readTree(
                Files.readString(output.resolveSibling(output.getFileName() + ".manifest.json")));
    assertThat(replay.path("corpus").asString()).isEqualTo(id);
    assertThat(replay.path("config").path("corpus_declaration_sha256").asString())
        .isEqualTo(KnownCorpora.byId(id).orElseThrow().declaration().sha256().hex());
    // Nothing is left to do.
    assertThat(run(id, made.folder(), "--min-rows=0").err())
        .contains("wrote 0 rows")
        .contains("2 dedups");
  }

  @Test
  void chugHasItsTwelveKeysAfterTheFifteen() throws Exception {
    DistributedCorpus made = DistributedCorpus.make("chug", temporary.resolve("c"));
    assertThat(run("chug", made.folder(), "--min-rows=0").status()).isZero();
    JsonNode row =
        JsonMapper.shared()
            .readTree(Files.readAllLines(made.folder().resolve("chug.jsonl")).getFirst());
    List<String> keys = List.copyOf(row.propertyNames());
    assertThat(keys.subList(0, 15)).isEqualTo(RowJson.KEYS);
    assertThat(keys.subList(15, keys.size()))
        .containsExactly(
            "mos_raw_0_100",
            "chug_video_id",
            "chug_ref",
            "chug_name",
            "chug_bitladder",
            "chug_resolution",
            "chug_bitrate_label",
            "chug_orientation",
            "chug_framerate_manifest",
            "chug_content_name",
            "chug_height_manifest",
            "chug_width_manifest");
    assertThat(row.path("mos_raw_0_100").asDouble()).isEqualTo(50);
    assertThat(row.path("chug_content_name").asString()).isEqualTo("beach");
  }

  @Test
  void theTwoKonvidsAreOneTable() throws Exception {
    StringBuilder both = new StringBuilder();
    for (String id : List.of("konvid-1k", "konvid-150k")) {
      DistributedCorpus made = DistributedCorpus.make(id, temporary.resolve(id));
      assertThat(run(id, made.folder(), "--min-rows=0").status()).isZero();
      both.append(
          Files.readString(
              made.folder().resolve(KnownCorpora.byId(id).orElseThrow().outputName())));
    }
    Path table = Files.writeString(temporary.resolve("both.jsonl"), both);
    assertThat(JsonlRows.read(table, row -> {})).isZero();
    assertThat(told(table)).hasSize(4);
    for (String line : both.toString().lines().toList()) {
      assertThat(List.copyOf(JsonMapper.shared().readTree(line).propertyNames()))
          .isEqualTo(RowJson.KEYS);
    }
  }

  @Test
  void aMissingClipOfTheSmallOneIsSkippedDownloadAndNoSilence() throws Exception {
    DistributedCorpus made = DistributedCorpus.make("konvid-1k", temporary.resolve("c"));
    assertThat(run("konvid-1k", made.folder()).err())
        .contains("skipped 1 (download-failed), 0 (broken-clip), 0 dedups");
  }

  @Test
  void eachKonvidMountedForTheOtherIsRefusedWithItsName() throws Exception {
    DistributedCorpus large = DistributedCorpus.make("konvid-150k", temporary.resolve("large"));
    CommandResult result = run("konvid-1k", large.folder());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("give konvid-150k as the corpus").contains("(--corpus");
    DistributedCorpus small = DistributedCorpus.make("konvid-1k", temporary.resolve("small"));
    result = run("konvid-150k", small.folder());
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).contains("give konvid-1k as the corpus").contains("(--corpus");
    assertThat(small.folder().resolve("clips")).doesNotExist();
  }

  @Test
  void aCorpusIsAddedByAFileAlone() throws Exception {
    Path clips = Files.createDirectories(temporary.resolve("mine/films"));
    Files.writeString(clips.resolve("a.webm"), "a clip");
    Files.writeString(temporary.resolve("mine/labels.csv"), "clip,score\na,7.5\n");
    Path file = Files.writeString(temporary.resolve("mine.yaml"), MINE);
    CommandResult result =
        execute(
            "run",
            "--corpus-file=" + file,
            "--corpus-dir=" + temporary.resolve("mine"),
            "--ffprobe-bin=" + ffprobe);
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(told(temporary.resolve("mine/mine.jsonl"))).containsExactly("a.webm 7.5 0.0 0");
    assertThat(Files.readString(temporary.resolve("mine/mine.jsonl")))
        .contains("\"corpus\":\"mine\",\"corpus_version\":\"mine-1\"");
  }

  static final String MINE =
      """
      id: mine
      version: mine-1
      output: mine.jsonl
      scale: {lowest: 0, highest: 10}
      names: {suffixes: [.webm]}
      columns: {name: clip, url: link, mos: score}
      layouts:
        - tables:
            - {file: labels.csv, clips: films}
      """;

  @Test
  void aWrongDeclarationSaysAllWithLinesAndStatusTwo() throws Exception {
    Path file =
        Files.writeString(
            temporary.resolve("bad.yaml"), MINE.replace("highest: 10", "highest: ten") + "x: 1\n");
    CommandResult result = execute("run", "--corpus-file=" + file);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains(file + ":4: scale.highest: expected a number, not 'ten'")
        .contains(file + ":10: x: no such key");
    assertThat(execute("run", "--corpus-file=" + temporary.resolve("none")).status()).isEqualTo(2);
    assertThat(execute("run", "--corpus=konvid-151k").status()).isEqualTo(2);
  }

  @Test
  void corporaListsThemAndPrintsADeclarationThatIsTakenAgain() throws Exception {
    assertThat(execute("corpora").out().lines().skip(1).map(line -> line.split(" ", 2)[0]))
        .containsExactlyElementsOf(IDS);
    JsonNode all = JsonMapper.shared().readTree(execute("corpora", "--json").out());
    assertThat(all.path("corpora").size()).isEqualTo(7);
    for (String id : IDS) {
      Path file = Files.writeString(temporary.resolve(id + ".yaml"), execute("corpora", id).out());
      DistributedCorpus made = DistributedCorpus.make(id, temporary.resolve(id));
      CommandResult result =
          execute(
              "run",
              "--corpus-file=" + file,
              "--corpus-dir=" + made.folder(),
              "--min-rows=0",
              "--ffprobe-bin=" + ffprobe);
      assertThat(result.err()).contains("[" + id + "-jsonl] wrote 2 rows");
    }
    CommandResult none = execute("corpora", "nothing");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("is not one of [chug, konvid-150k");
  }

  @Test
  void theFoldersOfOlderToolsAreUnderstood() throws Exception {
    DistributedCorpus made = DistributedCorpus.make("live-vqc", temporary.resolve("c"));
    for (String option :
        List.of(
            "--konvid-dir",
            "--lsvq-dir",
            "--live-vqc-dir",
            "--waterloo-ivc-dir",
            "--ugc-dir",
            "--chug-dir")) {
      assertThat(
              execute(
                      "run",
                      "--corpus=live-vqc",
                      option,
                      made.folder().toString(),
                      "--min-rows=0",
                      "--ffprobe-bin=" + ffprobe)
                  .status())
          .isZero();
    }
  }
}
