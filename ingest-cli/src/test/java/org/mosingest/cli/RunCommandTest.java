package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.probe.ClipZoo;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import org.mosingest.transfer.Replies;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest run} from its options to its exit status. */
@Timeout(300)
final class RunCommandTest {

  @TempDir Path temporary = Path.of("");

  private CorpusBed bed = unset();
  private Path ffprobe = Path.of("");

  @BeforeEach
  void makeCorpus() throws IOException {
    bed = new CorpusBed(temporary.resolve("corpus"));
    ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
  }

  @AfterEach
  void nothingIsLeftBehind() throws IOException {
    assertThat(CorpusBed.snapshot(bed.folder()).keySet()).noneMatch(name -> name.endsWith(".tmp"));
  }

  /** In this process: what picocli and the commands say, without the log. */
  private CommandResult execute(String... arguments) {
    List<String> all = new ArrayList<>(List.of("run"));
    if (Arrays.stream(arguments).noneMatch(argument -> argument.startsWith("--konvid-dir"))) {
      all.addAll(List.of("--konvid-dir", bed.folder().toString()));
    }
    if (Arrays.stream(arguments).noneMatch(argument -> argument.startsWith("--ffprobe-bin"))) {
      all.addAll(List.of("--ffprobe-bin", ffprobe.toString()));
    }
    all.addAll(List.of(arguments));
    return CommandResult.of(all);
  }

  @Test
  void aFinishedRunEndsWithTheSummaryOnStderrAndNothingOnStdout() throws Exception {
    ClipZoo.H264_MP4.copyTo(bed.clip("a.mp4"));
    ClipZoo.H264_MP4.copyTo(bed.clip("b.mp4"));
    bed.row("a.mp4", "", "1.5")
        .row("b.mp4", "", "2.5")
        .row("c.mp4", "", "3.5")
        .row("d.mp4", "file:///etc/passwd", "3.5");
    bed.write();

    Child.Ended ended =
        new Child.Setup(temporary)
            .run("run", "--corpus-dir", bed.folder().toString(), "--min-rows", "0");

    assertThat(ended.status()).isZero();
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("download failed for c.mp4: no-url-in-manifest")
        .contains("exceeds advisory threshold");
    assertThat(ended.lastLine())
        .isEqualTo(
            "[konvid-150k-jsonl] wrote 1 rows, skipped 2 (download-failed), 0 (broken-clip), 1"
                + " dedups -> "
                + bed.output());
    assertThat(bed.lines())
        .containsExactly(
            CorpusBed.line(
                "a.mp4",
                Files.readAllBytes(ClipZoo.H264_MP4.path()),
                "160,96,25.0,0.4,yuv420p,h264",
                "1.5",
                "0.5",
                "7"));
  }

  @Test
  void anOptionComesFromTheEnvironmentWhereTheCommandLineSaysNothing() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();

    Child.Setup setup =
        new Child.Setup(temporary)
            .with("FFPROBE_BIN", "/nowhere")
            .with("INGEST_FFPROBE_BIN", ffprobe.toString())
            .with("INGEST_KONVID_DIR", bed.folder().toString())
            .with("INGEST_MIN_ROWS", "2");

    assertThat(setup.run("run").status()).isEqualTo(2);
    assertThat(setup.run("run", "--min-rows=1").lastLine()).contains("wrote 1 rows");
  }

  @Test
  void withJsonStdoutIsOneDocument() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").row("c.mp4", "", "3.5").write();

    Child.Ended ended =
        new Child.Setup(temporary)
            .with("FFPROBE_BIN", ffprobe.toString())
            .run(
                "run",
                "--konvid-dir",
                bed.folder().toString(),
                "--min-rows",
                "0",
                "--json",
                "--log-level",
                "error");

    assertThat(ended.status()).isZero();
    assertThat(ended.err().lines()).containsExactly(ended.lastLine());
    assertThat(ended.lastLine())
        .startsWith("[konvid-150k-jsonl] wrote 1 rows, skipped 1 (download-failed)");
    assertThat(ended.out().lines()).hasSize(1);
    JsonNode document = JsonMapper.shared().readTree(ended.out());
    assertThat(document.get("state").asString()).isEqualTo("completed");
    assertThat(document.get("written").asInt()).isEqualTo(1);
    assertThat(document.at("/failures/no-url-in-manifest").asInt()).isEqualTo(1);
    assertThat(Files.readString(bed.folder().resolve("konvid_150k.jsonl.manifest.json")))
        .contains("\"version\" : \"9.9\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-such-option",
        "--retry-failed=(",
        "--max-rows=-1",
        "--max-rows=many",
        "--min-rows=-1",
        "--retries=-1",
        "--downloads=0",
        "--probes=-2",
        "--per-host=0",
        "--download-timeout-s=-1",
        "--offline-wait-s=-1",
        "--limit-rate=0",
        "--limit-rate=fast",
        "--attrition-warn-threshold=1.5",
        "--attrition-warn-threshold=NaN",
        "--corpus=konvid",
        "--clips-subdir=../clips",
        "--clips-subdir=/clips",
        "--log-level=loud",
        "--manifest-csv=/nonexistent/manifest.csv",
        "--konvid-dir=/nonexistent",
        "stray"
      })
  void badUsageIsStatusTwoWithAnErrorThatTellsWhy(String option) throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    CommandResult result =
        option.startsWith("--min-rows") ? execute(option) : execute("--min-rows=0", option);
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("error: ").doesNotContain("\tat ");
    assertThat(bed.output()).doesNotExist();
  }

  @Test
  void tooFewRowsAreStatusTwoWithAHintAtTheOtherCorpus() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    CommandResult result = execute();
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err())
        .contains("1 data row, fewer than the minimum of 5000")
        .contains("which konvid-1k reads")
        .contains("lower the minimum (--corpus, --min-rows)");
  }

  @Test
  void unreadableColumnsAreStatusTwo() throws Exception {
    Files.writeString(bed.folder().resolve("manifest.csv"), "file_name;MOS\na.mp4;1.0\n");
    assertThat(execute("--min-rows=0").status()).isEqualTo(2);
  }

  @Test
  void anUnusableEnvironmentIsStatusThree() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    Path file = Files.createFile(temporary.resolve("file"));

    for (String option :
        List.of(
            "--ffprobe-bin=/nonexistent",
            "--progress-path=" + file + "/progress.json",
            "--output=" + file + "/rows.jsonl",
            "--manifest-out=" + file + "/replay.json")) {
      CommandResult result = execute("--min-rows=0", option);
      assertThat(result.status()).as(option).isEqualTo(3);
      assertThat(result.err()).as(option).startsWith("error: ").doesNotContain("\tat ");
      assertThat(result.out()).isEmpty();
      assertThat(bed.lines()).as(option).isEmpty();
    }
  }

  @Test
  void aCurlThatDoesNotStartIsStatusThreeAndNoClipsFailure() throws Exception {
    bed.row("a.mp4", "http://localhost:9/a.mp4", "1.5").write();
    CommandResult result = execute("--min-rows=0", "--curl-bin=/nonexistent/curl");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("/nonexistent/curl");
    assertThat(Files.readString(bed.progress())).doesNotContain("failed");
  }

  @Test
  void noNetworkAtAllIsStatusThreeAfterTheWaitAndNoClipsFailure() throws Exception {
    bed.row("a.mp4", "http://localhost:9/a.mp4", "1.5").write();
    CommandResult result = execute("--min-rows=0", "--retries=0", "--offline-wait-s=1");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.err()).contains("no host could be reached for 1 s");
    assertThat(Files.readString(bed.progress())).doesNotContain("failed");
  }

  @Test
  void aCorpusOrOutputThatAnotherProcessHoldsIsStatusFour() throws Exception {
    Path hanging = temporary.resolve("hanging");
    Path hangs = Scripts.ffprobe(temporary.resolve("hangs"), ": > " + hanging + "; exec sleep 100");
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    CorpusBed other =
        new CorpusBed(temporary.resolve("other")).local("b.mp4", CorpusBed.fake(2), "1.5").write();
    try (Child holder =
        new Child.Setup(temporary)
            .start(
                "run",
                "--konvid-dir",
                bed.folder().toString(),
                "--min-rows=0",
                "--ffprobe-bin",
                hangs.toString())) {
      CorpusBed.await("the other run at work", () -> Files.exists(hanging) || !holder.isAlive());

      CommandResult sameCorpus =
          execute("--min-rows=0", "--output=" + temporary.resolve("elsewhere.jsonl"));
      CommandResult sameOutput =
          execute("--min-rows=0", "--konvid-dir=" + other.folder(), "--output=" + bed.output());

      assertThat(holder.isAlive()).as(holder.errSoFar()).isTrue();
      assertThat(sameCorpus.status()).isEqualTo(4);
      assertThat(sameCorpus.err()).contains("held by another run (pid ");
      assertThat(sameOutput.status()).isEqualTo(4);
    }
    assertThat(execute("--min-rows=0").status()).isZero();
  }

  @Test
  void capFloorAndRetryTakeEffect() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.5")
        .local("b.mp4", CorpusBed.fake(2), "2.5")
        .row("c.mp4", "", "3.5")
        .write();

    assertThat(execute("--min-rows=4").status()).isEqualTo(2);
    assertThat(execute("--min-rows=3", "--max-rows=1").status()).isZero();
    assertThat(bed.lines()).containsExactly(Scripts.line("a.mp4", 1, "1.5"));
    assertThat(execute("--min-rows=3", "--corpus-version=v2", "--corpus=KONVID-150k").status())
        .isZero();
    assertThat(bed.lines())
        .containsExactly(
            Scripts.line("a.mp4", 1, "1.5"),
            Scripts.line("b.mp4", 2, "2.5").replace("konvid-150k-2019", "v2"));
  }

  @Test
  void retryFailedTakesARegexOrNone() throws Exception {
    try (FaultServer server = FaultServer.start()) {
      server.on("/a", Replies.status(404));
      bed.row("a.mp4", server.url("/a"), "1.5").write();
      assertThat(execute("--min-rows=0").status()).isZero();
      assertThat(execute("--min-rows=0").status()).isZero();
      assertThat(server.requests()).hasSize(1);
      assertThat(execute("--retry-failed=410", "--min-rows=0").status()).isZero();
      assertThat(server.requests()).hasSize(1);
      assertThat(execute("--retry-failed", "--min-rows=0").status()).isZero();
      assertThat(execute("--retry-failed=^http-4", "--min-rows=0").status()).isZero();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void theRateLimitHoldsOverAllDownloads() throws Exception {
    try (FaultServer server = FaultServer.start()) {
      for (int i = 0; i < 4; i++) {
        server.on("/" + i, Replies.file(Arrays.copyOf(CorpusBed.fake(i), 50_000)));
        bed.row(i + ".mp4", server.url("/" + i), "1.5");
      }
      bed.write();
      long begin = System.nanoTime();
      CommandResult result = execute("--min-rows=0", "--limit-rate=80K", "--json");
      assertThat(result.status()).isZero();
      assertThat(JsonMapper.shared().readTree(result.out()).get("bytes_downloaded").asInt())
          .isEqualTo(200_000);
      // 200 000 bytes at 81 920 a second are 2.4 s; the first second's worth may come at once.
      assertThat((System.nanoTime() - begin) / 1_000_000).isBetween(1_200L, 20_000L);
    }
  }

  @Test
  void aRealCurlDoesTheTransfers() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl on this machine");
    try (FaultServer server = FaultServer.start()) {
      server.on("/a", Replies.status(503), Replies.file(CorpusBed.fake(1)));
      server.on("/b", Replies.status(404));
      server.on(
          "/c",
          Replies.body("<html>gone</html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      server.on("/d", Replies.status(302, "Location: /a"));
      bed.row("a.mp4", server.url("/a"), "1.5")
          .row("b.mp4", server.url("/b"), "1.5")
          .row("c.mp4", server.url("/c"), "1.5");
      bed.row("d.mp4", server.url("/d"), "1.5").write();

      Child.Ended ended =
          new Child.Setup(temporary)
              .with("CURL_BIN", "curl")
              .with("FFPROBE_BIN", ffprobe.toString())
              .run("run", "--konvid-dir", bed.folder().toString(), "--min-rows=0", "--downloads=1");

      assertThat(ended.status()).isZero();
      assertThat(ended.lastLine())
          .contains("wrote 1 rows, skipped 2 (download-failed), 0 (broken-clip), 1 dedups");
      assertThat(server.requests().getFirst().header("User-Agent").orElse("")).startsWith("curl/");
      JsonNode progress = JsonMapper.shared().readTree(Files.readString(bed.progress()));
      assertThat(progress.at("/b.mp4/state").asString()).isEqualTo("failed");
      assertThat(progress.at("/b.mp4/reason").asString())
          .startsWith("curl-rc=22: curl: (22) The requested URL returned error: 404");
      assertThat(progress.at("/c.mp4/reason").asString()).isEqualTo("not-a-video: an HTML page");
      assertThat(bed.lines()).containsExactly(Scripts.line("a.mp4", 1, "1.5"));
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
