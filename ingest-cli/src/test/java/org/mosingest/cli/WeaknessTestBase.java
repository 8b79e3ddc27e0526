package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.FaultServer;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the tests share that go through the known weaknesses of the script that this program
 * replaces, one by one: {@code w07} begins the name of the test for weakness 7, and {@code
 * docs/reliability.md} has a row for it ({@link WeaknessTableTest}).
 */
@Timeout(300)
@SuppressWarnings("SystemOut")
abstract class WeaknessTestBase {

  @TempDir Path temporary = Path.of("");

  FaultServer server = unset();
  CorpusBed bed = unset();
  private Path ffprobe = Path.of("");
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream stderr = System.err;

  @BeforeEach
  void start() throws IOException {
    server = FaultServer.start();
    bed = new CorpusBed(temporary.resolve("corpus"));
    ffprobe = ffprobe("");
    // The commands set up their log themselves, to there.
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    System.setErr(stderr);
    stderr.print(log.toString(UTF_8));
  }

  /**
   * An ffprobe that takes for a video what {@link CorpusBed#fake} makes, and notes each clip that
   * it is asked about.
   */
  Path ffprobe(String first) throws IOException {
    return Scripts.ffprobe(
        Files.createTempFile(temporary, "ffprobe", ""),
        first
            + "\necho \"$clip\" >> '"
            + temporary.resolve("probed")
            + "'\n"
            + "grep -aq fake-video \"$clip\" || { echo 'Invalid data' >&2; exit 1; }");
  }

  /** How many clips that ffprobe was asked about so far. */
  int probed() throws IOException {
    Path probed = temporary.resolve("probed");
    return Files.exists(probed) ? Files.readAllLines(probed).size() : 0;
  }

  /** How a command ended. */
  record Ended(int status, String err) {}

  /** {@code ingest run} over the corpus with that ffprobe, in this process. */
  Ended run(String... more) {
    return run(ffprobe, more);
  }

  Ended run(Path otherFfprobe, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--ffprobe-bin=" + otherFfprobe);
    return runAsIs(all.toArray(String[]::new));
  }

  /** The same with the bundled engines. */
  Ended runAsIs(String... more) {
    List<String> all = new ArrayList<>(List.of("run", "--konvid-dir=" + bed.folder()));
    if (List.of(more).stream().noneMatch(option -> option.startsWith("--min-rows"))) {
      all.add("--min-rows=0");
    }
    all.addAll(List.of(more));
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(new StringWriter()));
    line.setErr(new PrintWriter(err, true));
    int status = line.execute(all.toArray(String[]::new));
    return new Ended(status, err.toString());
  }

  /** What a child is started with, for tests that kill it. */
  String[] childArguments(Path otherFfprobe) {
    return new String[] {
      "run",
      "--konvid-dir",
      bed.folder().toString(),
      "--min-rows=0",
      "--ffprobe-bin",
      otherFfprobe.toString()
    };
  }

  /** What was said from level INFO up, without the time. */
  List<String> said() {
    return log.toString(UTF_8)
        .lines()
        .map(line -> line.replaceFirst("^[0-9:]{8} [A-Z]{4,5} +", ""))
        .toList();
  }

  List<String> warnings() {
    return log.toString(UTF_8)
        .lines()
        .filter(line -> line.matches("[0-9:]{8} (?:WARN|ERROR) .*"))
        .map(line -> line.substring(15))
        .toList();
  }

  void clearLog() {
    log.reset();
  }

  /** The clips in the output, in order. */
  List<String> sources() throws IOException {
    List<String> sources = new ArrayList<>();
    for (String line : bed.lines()) {
      sources.add(JsonMapper.shared().readTree(line).get("src").asString());
    }
    return sources;
  }

  /**
   * A clip's entry in the download progress: its reason where it failed, {@code done}, or nothing.
   */
  String progress(String key) throws IOException {
    JsonNode entry = JsonMapper.shared().readTree(Files.readString(bed.progress())).path(key);
    return entry.path("state").asString("").equals("failed")
        ? entry.path("reason").asString("")
        : entry.path("state").asString("");
  }

  /** A figure of the replay manifest. */
  JsonNode replay(String pointer) throws IOException {
    return JsonMapper.shared()
        .readTree(
            Files.readString(
                bed.output().resolveSibling(bed.output().getFileName() + ".manifest.json")))
        .at(pointer);
  }

  /** A whole manifest as it is. */
  void manifest(String csv) throws IOException {
    Files.writeString(bed.folder().resolve("manifest.csv"), csv);
  }

  /** Bytes written as a text of one byte a character. */
  static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }

  void assertSummary(Ended ended, String summary) {
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err()).contains("[konvid-150k-jsonl] wrote " + summary + " -> ");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  static <T> T unset() {
    return null;
  }
}
