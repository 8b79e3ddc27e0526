package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run in the foreground tells programs, and where its log goes. */
@Timeout(180)
final class LogAndEventsTest {

  @TempDir Path temporary = Path.of("");

  private CorpusBed bed = unset();

  @BeforeEach
  void makeCorpus() throws IOException {
    bed = new CorpusBed(temporary.resolve("corpus"));
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").row("c.mp4", "", "3.5").write();
  }

  private Child.Ended run(String... more) throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
    return new Child.Setup(temporary)
        .with("FFPROBE_BIN", ffprobe.toString())
        .run(
            Stream.concat(
                    Stream.of("run", "--konvid-dir=" + bed.folder(), "--min-rows=0"),
                    Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  void aStreamHasAnObjectALineTheLastOfThemTheEnd() throws Exception {
    Child.Ended ended = run("--json=stream");

    assertThat(ended.status()).as(ended.err()).isZero();
    List<JsonNode> events = ended.out().lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(events).hasSizeGreaterThanOrEqualTo(2);
    assertThat(events)
        .extracting(event -> event.path("event").asString())
        .startsWith("progress")
        .endsWith("end");
    assertThat(events.getFirst().path("rows").asInt()).isEqualTo(2);
    assertThat(events.getFirst().has("eta_s")).isTrue();
    JsonNode end = events.getLast();
    assertThat(end.path("state").asString()).isEqualTo("completed");
    assertThat(end.path("settled").asInt()).isEqualTo(2);
    assertThat(end.path("failures").toString()).isEqualTo("{\"no-url-in-manifest\":1}");
    assertThat(end.path("at_utc").asString()).endsWith("+00:00");
    assertThat(run("--json=often").err()).contains("--json").contains("'often' is not stream");
  }

  @Test
  void theLogGoesToItsFileRunAfterRun() throws Exception {
    Path log = temporary.resolve("run 1.log");

    Child.Ended ended = run("--log-file=" + log);

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err().lines()).containsExactly(ended.lastLine());
    assertThat(ended.lastLine()).contains("wrote 1 rows");
    List<String> first = Files.readAllLines(log);
    assertThat(first)
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("\\d{4}-\\d\\d-\\d\\dT.*")
                    .contains("download failed for c.mp4: no-url-in-manifest"));
    assertThat(run("--log-file=" + log).status()).isZero();
    assertThat(Files.readAllLines(log)).startsWith(first.toArray(String[]::new));
  }

  @Test
  void noOtherFileBecomesALog() throws Exception {
    var before = CorpusBed.snapshot(bed.folder());
    Path output = bed.folder().resolve("konvid_150k.jsonl");
    for (Path file :
        List.of(
            bed.folder().resolve("manifest.csv"),
            bed.folder().resolve("clips/c.mp4"),
            temporary.resolve("nowhere/run.log"))) {
      Child.Ended refused = run("--log-file=" + file);
      assertThat(refused.status()).as(refused.err()).isEqualTo(2);
      assertThat(refused.err()).contains("error: --log-file " + file);
      assertThat(CorpusBed.snapshot(bed.folder())).isEqualTo(before);
    }
    Child.Ended refused = run("--log-file=" + output);
    assertThat(refused.status()).as(refused.err()).isEqualTo(2);
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
