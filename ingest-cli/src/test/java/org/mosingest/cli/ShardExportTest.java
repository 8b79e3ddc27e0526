package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.row.Sha256;
import org.mosingest.daemon.run.CorpusBed;

/** {@code ingest export --format webdataset}: shards, read again by Python. */
@Timeout(300)
final class ShardExportTest {

  private static final int CLIPS = 300;

  /** Some twenty samples. */
  private static final String SHARD = "64K";

  @TempDir Path temporary;
  private Path folder;

  @BeforeEach
  void makeCorpus() throws IOException {
    folder = temporary.resolve("corpus");
    Files.createDirectories(folder.resolve("clips"));
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < CLIPS; i++) {
      byte[] bytes = bytes(i);
      Files.write(clip(i), bytes);
      String row =
          CorpusBed.line(
                  name(i),
                  bytes,
                  "960,540,29.97,8.0,yuv420p,h264",
                  String.valueOf(1 + (i * 37 % 400) / 100.0),
                  "0.5",
                  "7")
              .replace("\"T\"", "\"2026-05-08T12:00:00+00:00\"");
      rows.append(row, 0, row.length() - 1).append(",\"chug_ref\":").append(i).append("}\n");
    }
    Files.writeString(folder.resolve("konvid_150k.jsonl"), rows);
  }

  private static byte[] bytes(int i) {
    return ("clip " + i + " ").repeat(1 + i % 97).getBytes(UTF_8);
  }

  private static String name(int i) {
    return "orig_" + (10_000 + i / 3) + "_" + i % 3 + "_é.mp4";
  }

  private Path clip(int i) {
    return folder.resolve("clips").resolve(name(i));
  }

  private List<String> arguments(String output, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "export",
                "--konvid-dir",
                folder.toString(),
                "--format",
                "webdataset",
                "--shard-size",
                SHARD,
                "--output",
                temporary.resolve(output).toString()));
    all.addAll(List.of(more));
    return all;
  }

  private CommandResult export(String output, String... more) {
    return CommandResult.of(arguments(output, more));
  }

  private Map<String, String> exported(String output, String... more) throws IOException {
    CommandResult result = export(output, more);
    assertThat(result.status()).as(result.err()).isZero();
    return contents(output);
  }

  /** The hash of each file of an export, its record included. */
  private Map<String, String> contents(String output) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(temporary.resolve(output))) {
      for (Path file : files.toList()) {
        contents.put(
            file.getFileName().toString(),
            HexFormat.of().formatHex(Sha256.newDigest().digest(Files.readAllBytes(file))));
      }
    }
    contents.put("record", Files.readString(temporary.resolve(output + ".export.json")));
    return contents;
  }

  @Test
  void pythonReadsTheSameClipsAndRowsAndTheIndexTellsWhereTheyLie() throws Exception {
    exported("shards", "--split", "train=0.8,test=0.2", "--shuffle", "--seed", "4");
    assertThat(PythonScript.said(temporary, COMPARE, folder, temporary.resolve("shards")))
        .isEqualTo("300 clips and rows are the same\n");
  }

  private static final String COMPARE =
      """
      import csv, glob, json, os, sys, tarfile
      corpus, shards = sys.argv[1:]
      rows = [json.loads(line) for line in open(corpus + "/konvid_150k.jsonl", encoding="utf-8")]
      index = {row["key"]: row for row in csv.DictReader(open(shards + "/index.csv", encoding="utf-8"))}
      seen = {}
      for shard in sorted(glob.glob(shards + "/*.tar")):
          assert os.path.getsize(shard) <= 64 * 1024, shard
          part = os.path.basename(shard).split("-")[0]
          with tarfile.open(shard) as tar, open(shard, "rb") as raw:
              members = tar.getmembers()
              for clip, row in zip(members[::2], members[1::2]):
                  key, ending = clip.name.split(".", 1)
                  assert ending == "mp4" and row.name == key + ".json"
                  assert (clip.mtime, clip.uid, clip.uname, clip.mode) == (0, 0, "", 0o644)
                  data = tar.extractfile(clip).read()
                  told = json.load(tar.extractfile(row))
                  assert told.pop("split") == part
                  at = index[key]
                  assert at["shard"] == os.path.basename(shard) and at["path"] == "clips/" + told["src"]
                  raw.seek(int(at["clip_offset"]))
                  assert raw.read(int(at["clip_size"])) == data
                  raw.seek(int(at["json_offset"]))
                  assert json.loads(raw.read(int(at["json_size"])))["src"] == told["src"]
                  assert data == open(corpus + "/clips/" + told["src"], "rb").read()
                  seen[int(key)] = told
      assert [seen[i] for i in range(len(rows))] == rows and len(seen) == len(index)
      print(len(seen), "clips and rows are the same")
      """;

  @Test
  void theSameSeedGivesTheSameBytesInEveryLocaleAndTimeZone() throws Exception {
    Map<String, String> here = exported("here", "--shuffle", "--seed", "5");
    Locale usualLocale = Locale.getDefault();
    TimeZone usualZone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(exported("there", "--shuffle", "--seed", "5")).isEqualTo(here);
    } finally {
      Locale.setDefault(usualLocale);
      TimeZone.setDefault(usualZone);
    }
    assertThat(exported("other", "--shuffle", "--seed", "6")).isNotEqualTo(here);
    assertThat(here).containsKeys("all-000000.tar", "all-000001.tar", "index.csv");
  }

  /** The process is killed when its first shard is whole, as far as it is not done by then. */
  @Test
  void aKilledExportRunAgainGivesTheSameBytes() throws Exception {
    Map<String, String> atOnce = exported("once");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(arguments("killed"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("said.txt").toFile())
            .start();
    Path first = temporary.resolve("killed.tmp").resolve("all-000000.tar");
    while (process.isAlive() && !Files.exists(first)) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();

    assertThat(exported("killed", "--force")).isEqualTo(atOnce);
    assertThat(temporary.resolve("killed.tmp")).doesNotExist();
  }

  @Test
  void aClipThatChangedIsRefusedByNameAndWholeShardsAreKept() throws Exception {
    Map<String, String> whole = exported("whole");
    byte[] other = bytes(CLIPS - 1);
    other[0] = 'X';
    Files.write(clip(CLIPS - 1), other);

    CommandResult refused = export("shards");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("clips/" + name(CLIPS - 1) + " has other bytes than its row says");
    assertThat(temporary.resolve("shards")).doesNotExist();
    Path kept = temporary.resolve("shards.tmp").resolve("all-000000.tar");
    Object before = Files.readAttributes(kept, "unix:ino").get("ino");

    Files.write(clip(CLIPS - 1), bytes(CLIPS - 1));
    assertThat(exported("shards")).isEqualTo(whole);
    assertThat(
            Files.readAttributes(temporary.resolve("shards/all-000000.tar"), "unix:ino").get("ino"))
        .isEqualTo(before);
  }

  @Test
  void clipsThatAreNotThereOrShorterAreNamedBeforeAnythingIsWritten() throws Exception {
    Files.delete(clip(7));
    Files.writeString(clip(8), "short");

    CommandResult refused = export("shards");

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .contains("2 clips are not what the rows say")
        .contains("clips/" + name(7) + " does not exist")
        .contains("clips/" + name(8) + " has 5 bytes");
    assertThat(temporary.resolve("shards.tmp")).doesNotExist();
  }

  @Test
  void aFolderThatHoldsOtherFilesIsNeverReplaced() throws Exception {
    Files.createDirectories(temporary.resolve("mine"));
    Files.writeString(temporary.resolve("mine/thesis.tex"), "mine");

    assertThat(export("mine").status()).isEqualTo(2);
    CommandResult forced = export("mine", "--force");

    assertThat(forced.status()).isEqualTo(2);
    assertThat(forced.err()).contains("thesis.tex, which is not a shard");
    assertThat(temporary.resolve("mine/thesis.tex")).hasContent("mine");
  }

  @Test
  void aSizeThatIsNoneIsRefused() {
    assertThat(export("shards", "--shard-size", "much").err())
        .contains("a shard's size is a size such as 1G or 500M");
  }
}
