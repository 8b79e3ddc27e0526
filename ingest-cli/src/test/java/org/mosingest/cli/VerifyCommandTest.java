package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.core.state.Hold;
import org.mosingest.core.testkit.SmallDisk;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import tools.jackson.databind.JsonNode;

/** {@code ingest verify} on what runs leave, and on what happens to it afterwards. */
@Timeout(300)
final class VerifyCommandTest {

  private static final List<String> KINDS =
      List.of("missing", "changed", "unreadable", "repeated", "malformed", "extra");

  @TempDir Path temporary;
  private CorpusBed bed;

  @BeforeEach
  void makeCorpus() {
    bed = new CorpusBed(temporary.resolve("corpus"));
  }

  private CommandResult verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("verify", "--konvid-dir", bed.folder().toString()));
    all.addAll(List.of(arguments));
    return CommandResult.of(all);
  }

  /** Ten clips of rows, one that is the same as another, one that is broken, one not to be had. */
  private void run() throws Exception {
    for (int i = 0; i < 10; i++) {
      bed.local("c" + i + ".mp4", CorpusBed.fake(i), "3." + i);
    }
    bed.local("twin.mp4", CorpusBed.fake(3), "3.3")
        .local("broken.mp4", "no video".getBytes(UTF_8), "2.0")
        .row("gone.mp4", "", "2.5")
        .row("c1.mp4", "", "3.1")
        .write();
    age();
    again();
  }

  /** Of files that were written just now nothing is remembered. */
  private void age() throws Exception {
    try (var clips = Files.list(bed.folder().resolve("clips"))) {
      for (Path clip : clips.toList()) {
        Files.setLastModifiedTime(clip, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
      }
    }
  }

  private void again() throws Exception {
    RunOptions options = RunOptions.of(KnownCorpora.standard(), bed.folder()).minRows(0).build();
    try (Engines engines =
            Engines.of(
                new WorkPool("download", 2, 2),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 2, 2),
                new FakeClipProbe());
        IngestRun run = IngestRun.open(options, engines)) {
      assertThat(run.execute(new Invocation("ingest run", List.of())).progress().books().balance())
          .isTrue();
    }
  }

  /** What is named under each kind; kinds without any are left out. */
  private static Map<String, List<String>> named(JsonNode json) {
    Map<String, List<String>> named = new TreeMap<>();
    for (String kind : KINDS) {
      List<String> names = json.path(kind).valueStream().map(JsonNode::asString).toList();
      if (!names.isEmpty()) {
        named.put(kind, names);
      }
    }
    return named;
  }

  @Test
  void whatARunLeftIsInOrderAndNothingIsWritten() throws Exception {
    run();
    Map<String, String> before = CorpusBed.snapshot(bed.folder());

    CommandResult plain = verify();
    JsonNode json = verify("--json").json();
    JsonNode rechecked = verify("--json", "--recheck").json();

    assertThat(plain.status()).as(plain.out() + plain.err()).isZero();
    assertThat(plain.out().lines())
        .singleElement()
        .asString()
        .startsWith("ok: ")
        .contains("10 of 10 rows agree with their clips");
    assertThat(plain.err()).isEmpty();
    assertThat(named(json)).isEmpty();
    assertThat(json.path("books").toString())
        .isEqualTo(
            "{\"manifest_rows\":14,\"with_row\":10,\"dedups\":2,\"skipped_download\":1,"
                + "\"skipped_broken\":1,\"unsettled\":0,\"balance\":true,\"rows_not_in_manifest\":0}");
    assertThat(json.path("not_opened").asInt()).isEqualTo(10);
    assertThat(rechecked.path("not_opened").asInt()).isZero();
    assertThat(rechecked.path("clips_hashed").asInt()).isEqualTo(11);
    assertThat(CorpusBed.snapshot(bed.folder())).isEqualTo(before);
  }

  @Test
  void aRunsCommandLineIsTakenAsItIsByThoseWhoReadWhatItLeft() throws Exception {
    run();
    String[] line = {
      "--konvid-dir",
      bed.folder().toString(),
      "--min-rows",
      "0",
      "--ffprobe-bin",
      "/nowhere/ffprobe",
      "--curl-bin",
      "/nowhere/curl",
      "--downloads",
      "2",
      "--limit-rate",
      "5M",
      "--retries",
      "1",
      "--user-agent",
      "Lab/1.0"
    };
    for (String command : List.of("verify", "report", "export")) {
      List<String> arguments = new ArrayList<>(List.of(line));
      arguments.addFirst(command);
      if (command.equals("export")) {
        arguments.addAll(
            List.of("--format", "csv", "--output", temporary.resolve("rows.csv").toString()));
      }
      CommandResult result = CommandResult.of(arguments);
      assertThat(result.status()).as(command + ": " + result.err()).isZero();
    }
  }

  /** As archives are mounted: no lock, no cache, no file beside the rows. */
  @Test
  void aCorpusOnAReadOnlyDiskIsVerified() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(temporary.resolve("read-only"), "4m")) {
      bed = new CorpusBed(disk.folder().resolve("corpus"));
      run();
      Files.write(bed.clip("c1.mp4"), new byte[] {1}, StandardOpenOption.APPEND);
      disk.remount("ro");

      for (CommandResult result : List.of(verify("--json"), verify("--json", "--recheck"))) {
        assertThat(result.status()).as(result.err()).isEqualTo(5);
        assertThat(named(result.json())).isEqualTo(Map.of("changed", List.of("c1.mp4")));
      }
      for (String file : List.of("", ".failures.ndjson")) {
        Files.copy(
            bed.output().resolveSibling(bed.output().getFileName() + file),
            temporary.resolve("rows.jsonl" + file));
      }
      CommandResult elsewhere = verify("--json", "--output=" + temporary.resolve("rows.jsonl"));
      assertThat(named(elsewhere.json())).isEqualTo(Map.of("changed", List.of("c1.mp4")));
    }
  }

  @Test
  void oneFaultOfEachKindIsFoundAndNamedAndNothingElse() throws Exception {
    run();
    Files.delete(bed.clip("c0.mp4"));
    Files.write(bed.clip("c1.mp4"), new byte[] {1}, StandardOpenOption.APPEND);
    Files.delete(bed.clip("c2.mp4"));
    Files.createDirectory(bed.clip("c2.mp4"));
    Files.write(bed.clip("stray.mkv"), CorpusBed.fake(77));
    Files.writeString(bed.clip("notes.txt"), "no clip");
    Files.writeString(bed.clip("x.mp4.part"), "unfinished");
    List<String> lines = Files.readAllLines(bed.output());
    Files.writeString(
        bed.output(),
        "no row\n"
            + lines.get(5)
            + "\n"
            + lines.get(4).replace("\"src\":\"c4.mp4\"", "\"src\":\"../../c4.mp4\"")
            + "\n{\"src\":\"to",
        StandardOpenOption.APPEND);

    CommandResult result = verify("--json");

    assertThat(result.status()).as(result.out()).isEqualTo(5);
    assertThat(named(result.json()))
        .isEqualTo(
            Map.of(
                "missing", List.of("c0.mp4"),
                "changed", List.of("c1.mp4"),
                "unreadable", List.of("c2.mp4"),
                "repeated", List.of("c5.mp4"),
                "malformed", List.of("11", "13", "14"),
                "extra", List.of("stray.mkv")));
    assertThat(result.json().path("ok").asInt()).isEqualTo(7);
    assertThat(result.json().path("rows").asInt()).isEqualTo(11);
    CommandResult plain = verify();
    assertThat(plain.status()).isEqualTo(5);
    assertThat(plain.out().lines())
        .singleElement()
        .asString()
        .startsWith("NOT OK: ")
        .contains("1 missing, 1 changed, 1 unreadable, 1 repeated, 3 malformed, 1 extra");
    assertThat(plain.err())
        .contains("missing: clips/c0.mp4, line 1: no such file")
        .contains("extra: clips/stray.mkv, it is not in the manifest");
  }

  @Test
  void otherBytesUnderTheOldSizeAndTimeShowByTheirHash() throws Exception {
    run();
    FileTime time = Files.getLastModifiedTime(bed.clip("c6.mp4"));
    byte[] bytes = Files.readAllBytes(bed.clip("c6.mp4"));
    bytes[bytes.length - 2] ^= 1;
    Files.write(bed.clip("c6.mp4"), bytes);
    Files.setLastModifiedTime(bed.clip("c6.mp4"), time);

    assertThat(named(verify("--json").json())).isEqualTo(Map.of("changed", List.of("c6.mp4")));
    assertThat(named(verify("--json", "--recheck").json()))
        .isEqualTo(Map.of("changed", List.of("c6.mp4")));
  }

  @Test
  void aRowThatWasTakenAwayLeavesAClipWithoutOne() throws Exception {
    run();
    List<String> lines = new ArrayList<>(Files.readAllLines(bed.output()));
    lines.removeIf(line -> line.contains("\"c8.mp4\""));
    Files.write(bed.output(), lines);

    JsonNode json = verify("--json").json();

    assertThat(named(json)).isEqualTo(Map.of("extra", List.of("c8.mp4")));
    assertThat(json.path("books").path("unsettled").asInt()).isEqualTo(1);
  }

  @Test
  void whatARunUnderWayHasNotComeToIsNoAlarm() throws Exception {
    run();
    List<String> lines = Files.readAllLines(bed.output());
    Files.writeString(bed.output(), String.join("\n", lines.subList(0, 9)) + "\n{\"src\":\"c9");
    try (Hold _ = Hold.corpus(bed.folder())) {
      CommandResult result = verify();
      assertThat(result.status()).as(result.out() + result.err()).isZero();
      assertThat(result.err()).contains("a run is active here");
      assertThat(verify("--json").json().path("run_under_way").asBoolean()).isTrue();
    }
    assertThat(verify().status()).isEqualTo(5);
  }

  @Test
  void clipsThatShareANameAreToldApart() throws Exception {
    bed.local("a/x.mp4", CorpusBed.fake(1), "3.0")
        .local("b/x.mp4", CorpusBed.fake(2), "3.0")
        .local("c/x.mp4", CorpusBed.fake(3), "4.0")
        .write();
    again();
    assertThat(verify().status()).isZero();
    Files.write(bed.clip("b/x.mp4"), CorpusBed.fake(4));
    assertThat(named(verify("--json", "--recheck").json()))
        .isEqualTo(Map.of("changed", List.of("clips/b/x.mp4")));
  }

  @Test
  void aSampleIsTheSameEveryTimeAndALargerOneHoldsIt() throws Exception {
    run();
    try (var clips = Files.list(bed.folder().resolve("clips"))) {
      for (Path clip : clips.filter(file -> file.toString().contains("/c")).toList()) {
        Files.delete(clip);
      }
    }
    List<String> three = named(verify("--json", "--sample=3").json()).get("missing");

    assertThat(three).hasSize(3);
    assertThat(named(verify("--json", "--sample=3").json()).get("missing")).isEqualTo(three);
    assertThat(named(verify("--json", "--sample=6").json()).get("missing"))
        .hasSize(6)
        .containsAll(three);
    JsonNode all = verify("--json", "--sample=100%").json();
    assertThat(all.path("missing").size()).isEqualTo(10);
    assertThat(verify("--json", "--sample=3").json().path("unchecked").asInt()).isEqualTo(7);
    assertThat(verify("--sample=0").status()).isEqualTo(2);
    assertThat(verify("--sample=x%").err())
        .contains("a sample is a number of rows, such as 500, or");
  }

  @Test
  void aCapOfTheLastRunIsNoAlarmAndNoOutputIsBadInput() throws Exception {
    run();
    assertThat(verify("--output", temporary.resolve("none.jsonl").toString()).status())
        .isEqualTo(2);
    Files.delete(bed.output());
    assertThat(verify().err()).contains("there are no rows to verify");
    Path replay = bed.folder().resolve("konvid_150k.jsonl.manifest.json");
    Files.writeString(
        replay, Files.readString(replay).replaceFirst("\"max_rows\" : null", "\"max_rows\" : 1"));
    Files.writeString(
        bed.output(),
        CorpusBed.fakeLine("c0.mp4", 0, "3.0").replace("\"T\"", "\"2026-05-08T12:00:00+00:00\"")
            + "\n");
    CommandResult result = verify();
    assertThat(result.status()).as(result.out() + result.err()).isZero();
  }
}
