package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.profile.DistributedCorpus;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.Hold;
import org.mosingest.core.testkit.SmallDisk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest aggregate}, and what the older aggregator did otherwise. */
@Timeout(300)
final class AggregateWeaknessesTest {

  @TempDir Path temporary = Path.of("");

  private static CommandResult execute(List<String> arguments) {
    return CommandResult.of(arguments);
  }

  private CommandResult aggregate(Path output, Object... inputsAndOptions) {
    List<String> all = new ArrayList<>(List.of("aggregate", "--json", "--output=" + output));
    for (Object argument : inputsAndOptions) {
      all.add(argument instanceof Path input ? "--inputs=" + input : argument.toString());
    }
    return execute(all);
  }

  private Path lines(String name, String... lines) throws Exception {
    return Files.writeString(temporary.resolve(name), String.join("\n", lines) + "\n");
  }

  private static String row(String src, String sha, String corpus, String mos, String spread) {
    return "{\"src\":\"%s\",\"src_sha256\":%s,\"mos\":%s,\"mos_std_dev\":%s,\"corpus\":\"%s\",\"ingested_at_utc\":\"2026-01-02T03:04:05+00:00\"}"
        .formatted(src, sha, mos, spread, corpus);
  }

  private static String hash(int number) {
    return "\"%064x\"".formatted(number);
  }

  private List<JsonNode> rows(Path output) throws Exception {
    return Files.readAllLines(output).stream().map(JsonMapper.shared()::readTree).toList();
  }

  private Path all() {
    return temporary.resolve("all.jsonl");
  }

  @Test
  void w39AllSevenAreTakenAndTwiceIsTheSameBytes() throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    List<Object> inputs = new ArrayList<>();
    for (String id : DistributedCorpus.IDS) {
      DistributedCorpus made = DistributedCorpus.make(id, temporary.resolve(id));
      assertThat(
              execute(
                      List.of(
                          "run",
                          "--corpus=" + id,
                          "--corpus-dir=" + made.folder(),
                          "--min-rows=0",
                          "--ffprobe-bin=" + ffprobe))
                  .status())
          .isZero();
      inputs.add(made.folder().resolve(KnownCorpora.byId(id).orElseThrow().outputName()));
    }
    CommandResult result = aggregate(all(), inputs.toArray());
    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.json().path("rows_in").asInt()).isEqualTo(14);
    assertThat(result.json().path("rows_out").asInt()).isEqualTo(14);
    byte[] first = Files.readAllBytes(all());
    assertThat(aggregate(all(), inputs.toArray()).status()).isZero();
    assertThat(Files.readAllBytes(all())).isEqualTo(first);
    List<JsonNode> rows = rows(all());
    assertThat(rows.stream().map(row -> row.path("corpus_source").asString())).isSorted();
    assertThat(List.copyOf(rows.getFirst().propertyNames()))
        .hasSize(19)
        .isSorted()
        .contains("mos_std_dev_native", "aggregated_at_utc", "mos_native_scale");
    JsonNode replay =
        JsonMapper.shared()
            .readTree(Files.readString(temporary.resolve("all.jsonl.manifest.json")));
    assertThat(replay.path("schema").asString()).isEqualTo("mos-corpus-aggregate-manifest-v1");
    assertThat(replay.path("counters").path("rows_out").asInt()).isEqualTo(14);
    assertThat(replay.path("scale_conversions").path("chug").path("slope").asInt()).isEqualTo(25);
    assertThat(
            replay.path("run_provenance").path("outputs").path("jsonl").path("sha256").asString())
        .isNotEmpty();
  }

  @Test
  void w40SpreadsAreComparedOnOneScaleAndBothAreKept() throws Exception {
    Path a = lines("a.jsonl", row("a.mp4", hash(1), "lsvq", "3", "0.9"));
    Path b = lines("b.jsonl", row("b.mp4", hash(1), "waterloo-ivc-4k", "50", "4.0"));
    assertThat(aggregate(all(), a, b).json().path("cross_corpus_dedups").asInt()).isEqualTo(1);
    assertThat(rows(all()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.path("corpus_source").asString()).isEqualTo("waterloo-ivc-4k");
              assertThat(row.path("mos_std_dev").asDouble()).isEqualTo(4.0);
            });
    aggregate(all(), a);
    assertThat(rows(all()).getFirst().path("mos").asDouble()).isEqualTo(50);
    assertThat(rows(all()).getFirst().path("mos_std_dev").asDouble()).isEqualTo(22.5);
    assertThat(rows(all()).getFirst().path("mos_std_dev_native").asDouble()).isEqualTo(0.9);
  }

  @Test
  void w41AnAggregationAggregatedAgainIsTheSame() throws Exception {
    Path a =
        lines(
            "a.jsonl",
            row("a.mp4", hash(1), "lsvq", "1.16", "0.5"),
            row("b.mp4", hash(2), "chug", "5.0", "0.0"));
    aggregate(all(), a);
    Path again = temporary.resolve("again.jsonl");
    assertThat(aggregate(again, all()).status()).isZero();
    assertThat(again).hasSameBinaryContentAs(all());
    assertThat(aggregate(again, all(), a).json().path("same_corpus_dedups").asInt()).isEqualTo(2);
    assertThat(again).hasSameBinaryContentAs(all());
  }

  @Test
  void w42ABadLineIsCountedAndNamedAndEndsNothing() throws Exception {
    Path a =
        lines(
            "a.jsonl",
            row("a.mp4", hash(1), "lsvq", "null", "0"),
            row("b.mp4", "null", "lsvq", "3", "0"),
            row("c.mp4", hash(3), "lsvq", "true", "0"),
            row("d.mp4", hash(4), "lsvq", "0.96", "0"),
            row("e.mp4", hash(5), "lsvq", "5.2", "0"),
            row("f.mp4", hash(6), "nobody", "3", "0"),
            "{\"src\":\"g.mp4\"}",
            "not JSON",
            "",
            row("b.mp4", "null", "lsvq", "3", "0"),
            row("h\\ud800\\t.mp4", hash(7), "lsvq", "3", "0"));
    CommandResult result = aggregate(all(), a);
    assertThat(result.status()).isZero();
    assertThat(result.out().strip())
        .isEqualTo(
            "{\"bad_count\":0,\"bad_spread\":0,\"cross_corpus_dedups\":0,\"dropped_bad_scale\":3,\"dropped_unknown_corpus\":1,\"inputs_missing\":0,"
                + "\"inputs_seen\":1,\"malformed\":2,\"rows_in\":10,\"rows_out\":3,\"same_corpus_dedups\":1}");
    assertThat(result.err())
        .contains("a.jsonl:1: the MOS null is outside the scale of lsvq, 1.0 to 5.0")
        .contains("a.jsonl:6: there is no corpus 'nobody'")
        .contains("a.jsonl:7: the key src_sha256 is missing")
        .contains("[aggregate_corpora] bad_count=0");
    assertThat(rows(all()).stream().map(row -> row.path("mos").asDouble()))
        .containsExactly(50.0, 0.0, 50.0);
    byte[] before = Files.readAllBytes(a);
    assertThat(aggregate(a, a).status()).isEqualTo(2);
    assertThat(Files.readAllBytes(a)).isEqualTo(before);
  }

  @Test
  void aNumberThatNoDoubleHoldsAndAnInstantThatIsNoneEndNothing() throws Exception {
    String huge = "1" + "0".repeat(400);
    Path a =
        lines(
            "a.jsonl",
            row("a.mp4", hash(1), "lsvq", huge, "0"),
            row("b.mp4", hash(2), "lsvq", "3", huge),
            row("c.mp4", "\"" + "AB".repeat(32) + "\"", "lsvq", "3", "0"),
            row("d.mp4", "\"" + "ab".repeat(32) + "\"", "lsvq", "3", "0"),
            row("e.mp4", hash(5), "lsvq", "3", "0").replace("2026-01-02T03:04:05+00:00", "9999"));

    CommandResult result = aggregate(all(), a);

    assertThat(result.status()).as(result.err()).isZero();
    assertThat(result.err()).contains("a.jsonl:1: the MOS 1000").doesNotContain("Exception");
    assertThat(rows(all())).hasSize(3);
    assertThat(rows(all()).stream().map(row -> row.path("mos_std_dev").asDouble()))
        .containsOnly(0.0);
    assertThat(rows(all()).stream().map(row -> row.path("aggregated_at_utc").asString()))
        .containsOnly("2026-01-02T03:04:05+00:00");
  }

  @Test
  void aSpreadOrCountThatIsNoneIsTakenAs0AndTold() throws Exception {
    Path a =
        lines(
            "a.jsonl",
            row("a.mp4", hash(1), "lsvq", "3", "-0.5"),
            row("b.mp4", hash(2), "lsvq", "3", "\"0.5\""),
            row("c.mp4", hash(3), "lsvq", "3", "0.5"),
            row("d.mp4", hash(4), "lsvq", "3", "null").replace("}", ",\"n_ratings\":2.5}"),
            row("e.mp4", hash(5), "lsvq", "3", "0.1").replace("}", ",\"n_ratings\":-3}"));

    CommandResult result = aggregate(all(), a);

    assertThat(result.status()).isZero();
    assertThat(result.json().path("rows_out").asInt()).isEqualTo(5);
    assertThat(result.json().path("bad_spread").asInt()).isEqualTo(2);
    assertThat(result.json().path("bad_count").asInt()).isEqualTo(2);
    assertThat(result.err())
        .contains("warning: 2 values of mos_std_dev are taken as 0; the first:")
        .contains("a.jsonl:1: the mos_std_dev -0.5 is not a spread")
        .contains("a.jsonl:5: the n_ratings -3 is not a number of votes");
  }

  @Test
  void aFullDiskAKillAndASecondOneLeaveTheOutputWhole() throws Exception {
    Path a = lines("a.jsonl", row("a.mp4", hash(1), "lsvq", "3", "0.5"));
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("small"), "200k")) {
      Path output = disk.folder().resolve("all.jsonl");
      assertThat(aggregate(output, a).status()).isZero();
      byte[] before = Files.readAllBytes(output);
      Path many = temporary.resolve("many.jsonl");
      try (BufferedWriter out = Files.newBufferedWriter(many)) {
        for (int i = 0; i < 2000; i++) {
          out.write(row(i + ".mp4", hash(i), "lsvq", "3", "0.5") + "\n");
        }
      }

      CommandResult full = aggregate(output, many);

      assertThat(full.status()).isEqualTo(3);
      assertThat(full.err()).contains("No space left on device").contains(output.toString());
      assertThat(Files.readAllBytes(output)).isEqualTo(before);
      try (Stream<Path> left = Files.list(disk.folder())) {
        assertThat(left.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder("all.jsonl", "all.jsonl.manifest.json");
      }
      disk.grow("4m");
      // What one that was killed while it sorted has left.
      Path parts = Files.createDirectories(disk.folder().resolve(".all.jsonl.sort/by-clip"));
      Files.writeString(parts.resolve("part-0"), "x");
      Files.writeString(disk.folder().resolve("all.jsonl.tmp"), "half");
      try (Hold _ = Hold.output(output)) {
        CommandResult held = aggregate(output, many);
        assertThat(held.status()).isEqualTo(4);
        assertThat(Files.readAllBytes(output)).isEqualTo(before);
      }
      assertThat(aggregate(output, many).status()).isZero();
      Path elsewhere = temporary.resolve("elsewhere.jsonl");
      assertThat(aggregate(elsewhere, many).status()).isZero();
      assertThat(output).hasSameBinaryContentAs(elsewhere);
      assertThat(disk.folder().resolve(".all.jsonl.sort")).doesNotExist();
      assertThat(disk.folder().resolve("all.jsonl.tmp")).doesNotExist();
    }
  }

  @Test
  void w43InputsAreNamedAndTheOutputsOfAllCorporaHaveTheNamesOfTheirRuns() throws Exception {
    Path a = lines("youtube-ugc.jsonl", row("a.mkv", hash(1), "youtube-ugc", "3", "0"));
    CommandResult result = aggregate(all(), a, temporary.resolve("youtube_ugc.jsonl"));
    assertThat(result.status()).isZero();
    assertThat(result.err()).contains("warning: no such file, left out: ").contains("youtube_ugc");
    assertThat(aggregate(all(), temporary.resolve("none")).status()).isEqualTo(2);
  }

  @Test
  void w44NothingIsNeededBesideAndCorporaOfOnesOwnAreTaken() throws Exception {
    Path file = lines("mine.yaml", FamilyRunTest.MINE);
    Path a = lines("a.jsonl", row("a.mp4", hash(1), "mine", "7.5", "1"));
    assertThat(aggregate(all(), a).json().path("dropped_unknown_corpus").asInt()).isEqualTo(1);
    aggregate(all(), a, "--corpus-file=" + file);
    assertThat(rows(all()).getFirst().path("mos").asDouble()).isEqualTo(75);
    assertThat(rows(all()).getFirst().path("mos_native_scale").asString()).isEqualTo("0-10");
    aggregate(all(), a, "--corpus-source-override=" + a + "=live-vqc");
    assertThat(rows(all()).getFirst().path("mos").asDouble()).isEqualTo(7.5);
    assertThat(aggregate(all(), a, "--corpus-source-override=" + a + "=x").status()).isEqualTo(2);
    assertThat(aggregate(all(), a, "--corpus-source-override=b=lsvq").status()).isEqualTo(2);
  }
}
