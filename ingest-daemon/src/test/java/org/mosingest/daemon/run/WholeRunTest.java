package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.core.probe.Ffprobe;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs from the manifest to the last byte of the output, over real HTTP and with the real ffprobe.
 */
final class WholeRunTest extends RunTestBase {

  private static final int CLIPS = 60;
  private static final List<ClipZoo> KINDS =
      List.of(ClipZoo.H264_MP4, ClipZoo.HEVC_MP4, ClipZoo.NTSC_RATE_MP4, ClipZoo.WITH_SOUND_MP4);

  @Test
  void sixtyClipsFromAnUnreliableServerGiveExactlyTheirRowsAndAreNeverAskedForAgain()
      throws Exception {
    Ffprobe ffprobe = Ffprobe.bundled();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < CLIPS; i++) {
      serve(i);
      String name = (i % 3 == 0 ? "sub/" : "") + src(i);
      bed.row(
          name,
          i == 55 ? "" : i % 2 == 0 ? server.url("/" + i) : server.urlByName("/" + i),
          mos(i));
      if (!List.of(5, 6, 25, 35, 45, 50, 55).contains(i)) {
        expected.add(
            CorpusBed.line(src(i), content(i), facts(KINDS.get(i % 4).path()), mos(i), "0.5", "7"));
      }
    }
    bed.write();

    RunResult first = run(options().build(), ffprobe);

    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(first.finished()).isTrue();
    assertThat(books(first)).isEqualTo(new Books(60, 53, 1, 5, 1));
    assertThat(first.progress().failures())
        .containsEntry("http-404", 1)
        .containsEntry("http-410", 1)
        .containsEntry("http-403", 1)
        .containsEntry("not-a-video", 1)
        .containsEntry("no-url-in-manifest", 1);
    assertThat(server.requests("/30"))
        .hasSize(2)
        .last()
        .satisfies(r -> assertThat(r.header("Range")).isPresent());
    byte[] output = Files.readAllBytes(bed.output());

    int asked = server.requests().size();
    Books second = books(run(options().build(), ffprobe));

    assertThat(server.requests()).hasSize(asked);
    assertThat(second).isEqualTo(new Books(60, 0, 54, 5, 1, 53));
    assertThat(bed.output()).hasBinaryContent(output);

    Files.delete(bed.clip("sub/" + src(3)));
    ObjectNode progress =
        (ObjectNode) JsonMapper.shared().readTree(Files.readString(bed.progress()));
    progress.remove(src(5));
    Files.writeString(bed.progress(), progress.toString());
    server.on("/5", Replies.file(content(5)));
    Books third = books(run(options().build(), ffprobe));

    assertThat(server.requests().stream().skip(asked).map(FaultServer.Request::path))
        .containsExactlyInAnyOrder("/3", "/5");
    assertThat(third).isEqualTo(new Books(60, 1, 54, 4, 1, 53));
    expected.add(
        CorpusBed.line(src(5), content(5), facts(KINDS.get(1).path()), mos(5), "0.5", "7"));
    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(leftovers()).isEmpty();
  }

  private void serve(int i) throws IOException {
    byte[] bytes = content(i);
    Replies.FileReply whole = Replies.file(bytes, "ETag: \"" + i + "\"");
    switch (i) {
      case 5 -> server.on("/5", Replies.status(404));
      case 6 -> server.on("/6", Replies.status(410));
      case 10 -> {
        server.on("/10", Replies.status(302, "Location: /there/10"));
        server.on("/there/10", whole);
      }
      case 15 -> server.on("/15", Replies.chunked(bytes, -1));
      case 20 ->
          server.on("/20", Replies.status(503), Replies.status(503, "Retry-After: 1"), whole);
      case 25 -> server.on("/25", Replies.body("<!DOCTYPE html><html>gone</html>".getBytes(UTF_8)));
      case 30 -> server.on("/30", whole.cutAfter(bytes.length / 2), whole);
      case 35 -> server.on("/35", Replies.status(403));
      case 40 -> server.on("/40", Replies.reset(), whole);
      default -> server.on("/" + i, whole);
    }
  }

  private static String src(int i) {
    return "%04d.mp4".formatted(i);
  }

  private static String mos(int i) {
    return (1 + i % 4) + "." + (1 + i % 9);
  }

  /** Clip 45 only begins like a video, 50 has the bytes of 49. */
  private static byte[] content(int i) throws IOException {
    if (i == 45) {
      byte[] noise = new byte[4000];
      new Random(45).nextBytes(noise);
      byte[] start = {0, 0, 0, 24, 'f', 't', 'y', 'p', 'i', 's', 'o', 'm'};
      System.arraycopy(start, 0, noise, 0, start.length);
      return noise;
    }
    int origin = i == 50 ? 49 : i;
    return CorpusBed.marked(Files.readAllBytes(KINDS.get(origin % 4).path()), "clip " + origin);
  }

  /** By the contract's command alone, read by hand. */
  private static String facts(Path clip) throws Exception {
    String fields = "stream=width,height,r_frame_rate,avg_frame_rate,duration,pix_fmt,codec_name";
    String ffprobe = Ffprobe.bundled().engine().binary();
    Process process =
        new ProcessBuilder(
                List.of(
                    ffprobe,
                    "-v",
                    "error",
                    "-select_streams",
                    "v:0",
                    "-show_entries",
                    fields,
                    "-show_entries",
                    "format=duration",
                    "-of",
                    "json",
                    clip.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    JsonNode stream =
        JsonMapper.shared().readTree(process.getInputStream().readAllBytes()).get("streams").get(0);
    String[] rate = stream.get("avg_frame_rate").asString().split("/", 2);
    return String.join(
        ",",
        stream.get("width").toString(),
        stream.get("height").toString(),
        Double.toString(Double.parseDouble(rate[0]) / Double.parseDouble(rate[1])),
        Double.toString(Double.parseDouble(stream.get("duration").asString())),
        stream.get("pix_fmt").asString(),
        stream.get("codec_name").asString());
  }

  private List<String> leftovers() throws IOException {
    return CorpusBed.snapshot(bed.folder()).keySet().stream()
        .filter(
            name -> name.contains(".part") || name.endsWith(".tmp") || name.endsWith(".journal"))
        .toList();
  }

  @Test
  void splitScoreFilesGiveAThenBAndEachClipItsOwnState() throws Exception {
    split("a", "video_name,video_score\nsame.mp4,1.5\nmissing.mp4,2.5\nonly_a,3.5\n");
    split("b", "video_name,mos,video_score\nsame.mp4,4.5,9\nsub/deep.mp4,2.25,9\n");
    splitClip("a", "same.mp4", 1);
    splitClip("a", "only_a.mp4", 2);
    splitClip("b", "same.mp4", 3);
    splitClip("b", "sub/deep.mp4", 4);

    Books books = books(run());

    assertThat(books).isEqualTo(new Books(5, 4, 0, 1, 0));
    assertThat(bed.lines())
        .containsExactly(
            unrated(CorpusBed.fakeLine("same.mp4", 1, "1.5")),
            unrated(CorpusBed.fakeLine("only_a.mp4", 2, "3.5")),
            unrated(CorpusBed.fakeLine("same.mp4", 3, "4.5")),
            unrated(CorpusBed.fakeLine("deep.mp4", 4, "2.25")));
    assertThat(JsonMapper.shared().readTree(Files.readString(bed.progress())))
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"deep.mp4": {"state": "done"}, "k150ka_extracted/same.mp4": {"state": "done"},
                     "k150kb_extracted/same.mp4": {"state": "done"},
                     "missing.mp4": {"state": "failed", "reason": "no-url-in-manifest"}, "only_a.mp4": {"state": "done"}}
                    """));
  }

  @Test
  void aMissingClipOfOneSplitSaysNothingOfItsNamesakeInTheOther() throws Exception {
    split("a", "video_name,video_score\nsame.mp4,1.5\n");
    split("b", "video_name,mos\nsame.mp4,4.5\n");
    splitClip("b", "same.mp4", 3);
    assertThat(books(run())).isEqualTo(new Books(2, 1, 0, 1, 0));

    splitClip("a", "same.mp4", 1);

    assertThat(books(run())).isEqualTo(new Books(2, 1, 1, 0, 0, 1));
    assertThat(bed.lines())
        .containsExactly(
            unrated(CorpusBed.fakeLine("same.mp4", 3, "4.5")),
            unrated(CorpusBed.fakeLine("same.mp4", 1, "1.5")));
  }

  private void split(String which, String csv) throws IOException {
    Files.writeString(bed.folder().resolve("k150k" + which + "_scores.csv"), csv);
  }

  private void splitClip(String which, String name, int number) throws IOException {
    Path clip = bed.folder().resolve("k150k" + which + "_extracted").resolve(name);
    Files.createDirectories(clip.resolveSibling(""));
    Files.write(clip, CorpusBed.fake(number));
  }

  private static String unrated(String line) {
    return line.replace(
        "\"mos_std_dev\":0.5,\"n_ratings\":7", "\"mos_std_dev\":0.0,\"n_ratings\":0");
  }

  @Test
  void hostileNamesAndUrlsReachNothingOutsideTheFolderAndLinksOnlyLeadToReading() throws Exception {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.write(outside.resolve("secret.mp4"), CorpusBed.fake(99));
    Files.writeString(outside.resolve("left.mp4.part"), "not ours");
    Files.createDirectories(outside.resolve("deeper"));
    Files.createSymbolicLink(bed.clip("link"), outside);
    Files.createSymbolicLink(bed.clip("linked.mp4"), outside.resolve("secret.mp4"));
    Files.createSymbolicLink(bed.clip("dangling.mp4"), outside.resolve("new.mp4"));
    Files.createSymbolicLink(bed.clip("nowhere"), outside.resolve("none"));
    server.on("/ok", Replies.file(CorpusBed.fake(1)));
    server.on("/away", Replies.status(302, "Location: file://" + outside.resolve("secret.mp4")));
    bed.row("../x.mp4", server.url("/ok"), "1.0")
        .row("/abs/x.mp4", server.url("/ok"), "1.0")
        .row("../../outside/secret.mp4", "", "1.0")
        .row("a\u0000b.mp4", server.url("/ok"), "1.0")
        .row("f.mp4", "file://" + outside.resolve("secret.mp4"), "1.0")
        .row("k.mp4", "-K" + outside.resolve("secret.mp4"), "1.0")
        .row("r.mp4", server.url("/away"), "1.0")
        .row("link/x.mp4", server.url("/ok"), "1.0")
        .row("link/secret.mp4", server.url("/ok"), "1.0")
        .row("link/deeper/new/x.mp4", server.url("/ok"), "1.0")
        .row("nowhere/x.mp4", server.url("/ok"), "1.0")
        .row("linked.mp4", server.url("/ok"), "1.0")
        .row("dangling.mp4", server.url("/ok"), "1.0")
        .row("fine.mp4", server.url("/ok"), "1.0")
        .write();
    var before = CorpusBed.snapshot(outside);

    Books books = books(run());

    assertThat(CorpusBed.snapshot(outside)).isEqualTo(before);
    assertThat(temporary.resolve("x.mp4")).doesNotExist();
    assertThat(bed.folder().resolve("x.mp4")).doesNotExist();
    assertThat(books).isEqualTo(new Books(10, 2, 1, 3, 4));
    assertThat(bed.lines())
        .containsExactly(
            CorpusBed.fakeLine("secret.mp4", 99, "1.0"), CorpusBed.fakeLine("fine.mp4", 1, "1.0"));
    assertThat(warnings())
        .anyMatch(line -> line.contains("climbs out"))
        .anyMatch(line -> line.contains("absolute"))
        .anyMatch(line -> line.contains("control character"))
        .anyMatch(line -> line.startsWith("download failed for f.mp4: bad-url"))
        .anyMatch(line -> line.startsWith("download failed for k.mp4: bad-url"))
        .anyMatch(line -> line.startsWith("download failed for r.mp4: bad-url: redirect"))
        .anyMatch(line -> line.startsWith("broken clip link/x.mp4: not-a-file"))
        .noneMatch(line -> line.indexOf('\u0000') >= 0);
    assertThat(replay().at("/stats/rejected_rows").asInt()).isEqualTo(4);
    for (String link : List.of("link", "linked.mp4", "dangling.mp4", "nowhere")) {
      Files.delete(bed.clip(link));
    }
  }

  private JsonNode replay() throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(bed.folder().resolve("konvid_150k.jsonl.manifest.json")));
  }

  @Test
  void theReplayManifestTellsHowFastTheHostsWereAndARunThatAsksNobodyKeepsThat() throws Exception {
    byte[] clip = CorpusBed.fake(1);
    server.on("/a", Replies.body(clip));
    server.on("/b", Replies.status(503), Replies.status(404));
    server.on("/c", Replies.body(CorpusBed.fake(2)));
    bed.row("a.mp4", server.url("/a"), "1.5")
        .row("b.mp4", server.url("/b"), "2.5")
        .local("d.mp4", CorpusBed.fake(4), "3");
    bed.row("c.mp4", server.urlByName("/c").toUpperCase(Locale.ROOT).replace("/C", "/c"), "3.5")
        .row("e.mp4", "", "1");
    bed.write();

    run();

    JsonNode hosts = replay().at("/stats/hosts");
    assertThat(hosts.propertyNames()).containsExactly("127.0.0.1", "localhost");
    JsonNode host = hosts.get("127.0.0.1");
    assertThat(host.propertyNames()).containsExactly("bytes", "clips", "seconds");
    assertThat(host.get("clips").asInt()).isEqualTo(1);
    assertThat(host.get("bytes").asInt()).isEqualTo(clip.length);
    assertThat(host.get("seconds").asDouble()).isBetween(0.001, 60.0);
    assertThat(hosts.at("/localhost/clips").asInt()).isEqualTo(1);

    run();

    assertThat(replay().at("/stats/hosts")).isEqualTo(hosts);
    Files.delete(bed.clip("a.mp4"));
    run();
    assertThat(replay().at("/stats/hosts/127.0.0.1/clips").asInt()).isEqualTo(2);
  }

  @Test
  void theReplayManifestPinsInputsAndOutputsAndItsBooksBalance() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5")
        .local("b.mp4", CorpusBed.fake(1), "2.5")
        .row("c.mp4", "", "3.5");
    bed.local("d.mp4", "no video".getBytes(UTF_8), "4.5")
        .row("e.mp4", "", "NaN")
        .row("f.mp4", "", "5")
        .write();

    run(options().maxRows(4).with(CorpusOption.ATTRITION_WARN_THRESHOLD, 0.5).build(), fake);

    JsonNode replay = replay();
    assertThat(replay.at("/schema").asString()).isEqualTo("konvid-150k-corpus-jsonl-manifest-v1");
    assertThat(replay.at("/corpus").asString()).isEqualTo("konvid-150k");
    JsonNode stats = replay.get("stats");
    assertThat(stats.toString())
        .isEqualTo(
            "{\"already_in_output\":0,\"attrition_pct\":0.25,\"bad_count\":0,\"bad_spread\":0,\"bad_sums\":0,\"bad_votes\":0,"
                + "\"blank_lines\":0,\"clips_sharing_bytes\":0,\"completing_lines\":0,\"data_rows\":6,"
                + "\"dedups\":1,\"dedups_other_mos\":1,\"hosts\":{},"
                + "\"lines_in_cells\":0,\"mangled_names\":0,\"rejected_rows\":1,"
                + "\"repeats_other_mos\":0,\"repeats_other_url\":0,\"rows\":4,"
                + "\"rows_of_cover_art\":0,\"rows_over_lines\":0,"
                + "\"rows_without_duration\":0,\"rows_without_frame_rate\":0,"
                + "\"rows_without_pixel_format\":0,\"rows_without_votes\":0,\"scores_cut_off\":0,\"skipped_broken\":1,"
                + "\"skipped_download\":1,\"table_headers\":1,\"table_lines\":7,\"votes\":0,\"votes_beyond_scale\":0,\"votes_other_mos\":0,\"votes_without_row\":0,"
                + "\"written\":1}");
    JsonNode config = replay.get("config");
    assertThat(config.propertyNames())
        .contains(
            "clips_subdir",
            "min_csv_rows",
            "max_rows",
            "corpus_version",
            "attrition_warn_threshold")
        .contains("pools", "probe_engine");
    assertThat(config.get("max_rows").asInt()).isEqualTo(4);
    assertThat(config.get("probe_engine").toString())
        .isEqualTo("{\"name\":\"fake\",\"version\":\"1\"}");
    JsonNode provenance = replay.get("run_provenance");
    assertThat(provenance.get("schema").asString()).isEqualTo("ai-run-provenance-v1");
    assertThat(provenance.get("entrypoint").asString()).isEqualTo("ingest run");
    assertThat(provenance.at("/argv/0").asString()).isEqualTo("--konvid-dir");
    assertThat(provenance.at("/args/attrition_warn_threshold").asDouble()).isEqualTo(0.5);
    assertDescribes(provenance.at("/inputs/manifest_csv"), bed.folder().resolve("manifest.csv"));
    assertDescribes(provenance.at("/inputs/progress_path"), bed.progress());
    assertDescribes(provenance.at("/outputs/jsonl"), bed.output());
    assertThat(provenance.at("/inputs/konvid_dir/kind").asString()).isEqualTo("directory");
    assertThat(provenance.at("/outputs/manifest/exists").asBoolean()).isTrue();
  }

  private static void assertDescribes(JsonNode described, Path file) throws IOException {
    assertThat(described.get("path").asString()).isEqualTo(file.toString());
    assertThat(described.get("exists").asBoolean()).isTrue();
    assertThat(described.get("kind").asString()).isEqualTo("file");
    assertThat(described.get("sha256").asString())
        .isEqualTo(CorpusBed.sha256(Files.readAllBytes(file)));
  }

  @Test
  void attritionIsWarnedOfAboveTheThresholdAndNotAtIt() throws Exception {
    for (int i = 0; i < 9; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    bed.row("gone.mp4", "", "1.0").write();
    run();
    assertThat(warnings()).noneMatch(line -> line.contains("attrition"));

    bed.row("gone too.mp4", "", "1.0").write();
    RunResult result = run();

    assertThat(result.finished()).isTrue();
    assertThat(warnings())
        .contains(
            "download attrition 18.2% exceeds advisory threshold 10.0% (check "
                + bed.progress()
                + " for failure reasons)");
  }

  @Test
  void aClipThatComesTwiceIsProbedOnceAndTheFirstRowWins() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5")
        .local("twin.mp4", CorpusBed.fake(1), "5.0")
        .row("a.mp4", "", "1.5")
        .row("./a.mp4", "", "4.5")
        .row("gone.mp4", "", "2.0")
        .row("gone.mp4", "", "2.0")
        .write();

    Books books = books(run());

    assertThat(books).isEqualTo(new Books(6, 1, 3, 2, 0));
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 1, "1.5"));
    assertThat(fake.callsFor("a.mp4")).isEqualTo(1);
    assertThat(warnings()).anyMatch(line -> line.contains("a.mp4") && line.contains("MOS"));
  }

  @Test
  void anotherProgramsRowsAreKeptAndNotWrittenAgainAndATornTailIsMovedAway() throws Exception {
    String python =
        "{\"src\": \"a.mp4\", \"mos\": 9.0, \"src_sha256\": \""
            + CorpusBed.sha256(CorpusBed.fake(1)).toUpperCase(java.util.Locale.ROOT)
            + "\", \"x\": NaN}\n";
    String plain =
        "{\"src\": \"b.mp4\", \"src_sha256\": \""
            + CorpusBed.sha256(CorpusBed.fake(2))
            + "\", \"mos\": 9.0}\n";
    String torn = "{\"src\":\"c.mp4\",\"src_sha256\":\"" + CorpusBed.sha256(CorpusBed.fake(3));
    Files.writeString(bed.output(), plain + "not json\n" + python + torn);
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").local("b.mp4", CorpusBed.fake(2), "2.0");
    bed.local("c.mp4", CorpusBed.fake(3), "3.0").write();

    run();

    List<String> lines = bed.lines();
    assertThat(lines.subList(0, 3)).isEqualTo((plain + "not json\n" + python).lines().toList());
    assertThat(lines.subList(3, lines.size()))
        .containsExactly(CorpusBed.fakeLine("c.mp4", 3, "3.0"));
    assertThat(bed.folder().resolve("konvid_150k.jsonl.torn")).hasContent(torn + "\n");
    assertThat(warnings())
        .anyMatch(
            line ->
                line.contains("its last line was incomplete")
                    && line.contains("konvid_150k.jsonl.torn"))
        .anyMatch(line -> line.contains("1 line is not a JSON object") && line.contains("line 2"));
  }

  @Test
  void aWholeLastRowWithoutItsNewlineGetsIt() throws Exception {
    String whole =
        "{\"src\": \"a.mp4\", \"src_sha256\": \"" + CorpusBed.sha256(CorpusBed.fake(1)) + "\"}";
    Files.writeString(bed.output(), whole);
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").local("b.mp4", CorpusBed.fake(2), "2.0").write();

    assertThat(books(run())).isEqualTo(new Books(2, 1, 1, 0, 0, 1));

    assertThat(bed.lines()).containsExactly(whole, CorpusBed.fakeLine("b.mp4", 2, "2.0"));
    assertThat(bed.folder().resolve("konvid_150k.jsonl.torn")).doesNotExist();
  }

  @Test
  void retryFailedForgetsOnlyWhatMatches() throws Exception {
    server.on("/a", Replies.status(404), Replies.file(CorpusBed.fake(1)));
    server.on("/b", Replies.status(403), Replies.file(CorpusBed.fake(2)));
    bed.row("a.mp4", server.url("/a"), "1.0").row("b.mp4", server.url("/b"), "2.0").write();
    assertThat(books(run())).isEqualTo(new Books(2, 0, 0, 2, 0));
    assertThat(books(run())).isEqualTo(new Books(2, 0, 0, 2, 0));
    assertThat(server.requests()).hasSize(2);

    run(options().retryFailed(ReasonPattern.of("404$")).build(), fake);
    assertThat(server.requests()).hasSize(3);
    assertThat(bed.lines()).containsExactly(CorpusBed.fakeLine("a.mp4", 1, "1.0"));

    run(options().retryFailed(ReasonPattern.any()).build(), fake);
    assertThat(bed.lines())
        .containsExactly(
            CorpusBed.fakeLine("a.mp4", 1, "1.0"), CorpusBed.fakeLine("b.mp4", 2, "2.0"));
  }

  @Test
  void recheckProbesKnownClipsAgainAndWritesNothingNew() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    run();
    run();
    assertThat(fake.calls()).isEqualTo(1);

    ClipProbe probe = fake;
    Books books = books(run(options().recheck(true).build(), probe));

    assertThat(fake.calls()).isEqualTo(2);
    assertThat(books).isEqualTo(new Books(1, 0, 1, 0, 0, 1));
    assertThat(bed.lines()).hasSize(1);
  }

  @Test
  void everyDecisionIsOnDiskTheMomentTheProcessDies() throws Exception {
    // What kill -9 leaves is what is on disk now: a copy of the folder in the middle of a run.
    for (int i = 0; i < 200; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    bed.write();
    FakeGate gate = new FakeGate(fake, "150.mp4");
    Thread running = Thread.ofPlatform().start(gate.run(() -> run()));
    gate.awaitEntered();
    // All have been decided, all before it are written.
    CorpusBed.await("all but one probed", () -> fake.calls() == 200 && lineCount() == 150);
    CorpusBed copy = new CorpusBed(temporary.resolve("copy"));
    for (Path file : files(bed.folder())) {
      Path to = copy.folder().resolve(bed.folder().relativize(file));
      Files.createDirectories(to.resolveSibling(""));
      Files.copy(file, to);
    }
    gate.open();
    running.join();

    Books rest =
        books(
            run(
                RunOptions.of(org.mosingest.core.profile.KnownCorpora.standard(), copy.folder())
                    .minRows(0)
                    .build(),
                fake));

    assertThat(rest).isEqualTo(new Books(200, 50, 150, 0, 0, 150));
    assertThat(copy.lines()).isEqualTo(bed.lines());
  }

  private long lineCount() {
    try {
      return bed.lines().size();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (var walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile)
          .filter(f -> !f.toString().endsWith(".lock"))
          .toList();
    }
  }

  /** A gate of the fake probe, and what is done while it is shut. */
  private record FakeGate(org.mosingest.core.probe.FakeClipProbe.Gate gate) {
    FakeGate(org.mosingest.core.probe.FakeClipProbe probe, String name) {
      this(probe.holdAt(name));
    }

    Runnable run(java.util.concurrent.Callable<?> work) {
      return () -> {
        try {
          work.call();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      };
    }

    void awaitEntered() throws InterruptedException {
      gate.awaitEntered();
    }

    void open() {
      gate.open();
    }
  }

  @Test
  void sourcesNamesWithDotsBlanksAndOtherScriptsKeepThem() throws Exception {
    List<String> names =
        Arrays.asList(
            "a b.mp4", "x.y.z.mp4", "видео.mp4", "it's.mp4", "q\"uote.mp4", "comma, too.mp4");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      bed.local(names.get(i), CorpusBed.fake(i), "1.0");
      expected.add(CorpusBed.fakeLine(names.get(i).replace("\"", "\\\""), i, "1.0"));
    }
    bed.write();

    run();

    assertThat(bed.lines()).isEqualTo(expected);
  }
}
