package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.cli.config.OptionSources;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Options from the configuration file: what comes before what, and what is refused. */
@Timeout(300)
final class ConfigurationTest {

  @TempDir Path temporary = Path.of("");

  private CorpusBed bed;
  private Path ffprobe = Path.of("");

  @BeforeEach
  void makeCorpus() throws Exception {
    bed = new CorpusBed(temporary.resolve("corpus"));
    bed.local("a.mp4", CorpusBed.fake(1), "1.5").write();
    ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");
  }

  private Path configuration(String... lines) throws IOException {
    return Files.writeString(temporary.resolve("config.yaml"), String.join("\n", lines) + "\n");
  }

  private Child.Setup corpusWithFloor(int rows) throws IOException {
    return new Child.Setup(temporary)
        .with(
            "INGEST_CONFIG",
            configuration(
                    "# The lab's own corpus.",
                    "konvid-dir: " + bed.folder(),
                    "ffprobe-bin: " + ffprobe,
                    "min_rows: " + rows)
                .toString());
  }

  private Surroundings configured(String... lines) throws IOException {
    return new Surroundings().with("INGEST_CONFIG", configuration(lines).toString());
  }

  /** The variables among which a command of this process takes its options' values. */
  private static final class Surroundings {
    private final Map<String, String> variables = new HashMap<>();

    Surroundings with(String variable, String value) {
      variables.put(variable, value);
      return this;
    }

    CommandResult run(String... arguments) {
      return CommandResult.of(
          Main.commandLine()
              .setDefaultValueProvider(
                  new OptionSources(variables, () -> OptionSources.settable(Main.commandLine()))),
          arguments);
    }
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentOverTheFile() throws Exception {
    assertThat(corpusWithFloor(1).run("run").lastLine()).contains("wrote 1 rows");
    assertThat(corpusWithFloor(2).run("run").status()).isEqualTo(2);
    assertThat(corpusWithFloor(2).with("INGEST_MIN_ROWS", "1").run("run").status()).isZero();
    assertThat(corpusWithFloor(1).with("INGEST_MIN_ROWS", "2").run("run", "--min-rows=1").status())
        .isZero();
  }

  @Test
  void aKeyThatNoCommandKnowsIsRefusedWithItsLineAndTheNearest() throws Exception {
    CommandResult ended = configured("downloads: 4", "min-rwos: 3").run("doctor");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains("config.yaml:2: no command has an option --min-rwos; did you mean min-rows?");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws Exception {
    assertThat(configured("- downloads").run("doctor").err()).contains("config.yaml:1: expected");
    assertThat(configured("port: [1", "x").run("doctor").err()).contains("this is not YAML");
    assertThat(configured("port: 1", "port: 2").run("doctor").err())
        .contains("config.yaml:2: port appears twice");
    CommandResult ended = new Surroundings().with("INGEST_CONFIG", "/not/there.yaml").run("doctor");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("cannot read the configuration file /not/there.yaml");
  }

  @Test
  void aFileOfCommentsAloneSetsNothing() throws Exception {
    assertThat(configured("# port: 1").run("--version").status()).isZero();
    assertThat(configured("# port: 1").run("doctor", "--help").status()).isZero();
  }

  @Test
  void otherToolsVariablesComeAfterOursAndBeforeTheFile() throws Exception {
    Surroundings file = configured("ffprobe-bin: /of/the/file");

    assertThat(inForce(file, "ffprobe-bin")).isEqualTo("/of/the/file from FILE:1");
    file.with("FFPROBE_BIN", "/of/others");
    assertThat(inForce(file, "ffprobe-bin")).isEqualTo("/of/others from $FFPROBE_BIN");
    file.with("INGEST_FFPROBE_BIN", "/ours");
    assertThat(inForce(file, "ffprobe-bin")).isEqualTo("/ours from $INGEST_FFPROBE_BIN");
  }

  @Test
  void whatIsInForceIsToldWithWhereItComesFrom() throws Exception {
    Surroundings setup =
        configured("downloads: 4", "root: [/a, /b]", "json: true", "corpus-dir: /c")
            .with("INGEST_PER_HOST", "3");

    assertThat(inForce(setup, "downloads")).isEqualTo("4 from FILE:1");
    assertThat(inForce(setup, "root")).isEqualTo("/a, /b from FILE:2");
    assertThat(inForce(setup, "json")).isEqualTo("true from FILE:3");
    assertThat(inForce(setup, "konvid-dir")).isEqualTo("/c from FILE:4");
    assertThat(inForce(setup, "per-host")).isEqualTo("3 from $INGEST_PER_HOST");
    assertThat(inForce(setup, "retries")).isEqualTo("4 from default");
    assertThat(inForce(setup, "netrc")).isEqualTo("null from default");
  }

  @Test
  void secretsInForceAreMasked() throws Exception {
    Surroundings setup =
        configured(
                "header: ['data.example: Authorization: Bearer s3cret', '@/home/me/fields']",
                "url: http://me:s3cret@host:1/")
            .with("INGEST_PROXY", "paula:s3cret/s3cret@proxy.example:3128");

    assertThat(setup.run("config").out()).doesNotContain("s3cret").contains("data.example: ***");
    assertThat(inForce(setup, "header"))
        .isEqualTo("data.example: ***, @/home/me/fields from FILE:1");
    assertThat(inForce(setup, "url")).isEqualTo("http://***@host:1/ from FILE:2");
    assertThat(inForce(setup, "proxy")).isEqualTo("***@proxy.example:3128 from $INGEST_PROXY");
  }

  /** {@code VALUE from SOURCE}, the file's path as {@code FILE}. */
  private String inForce(Surroundings setup, String option) throws Exception {
    CommandResult ended = setup.run("config", "--json");
    assertThat(ended.status()).as(ended.err()).isZero();
    for (JsonNode one : JsonMapper.shared().readTree(ended.out()).path("options")) {
      if (one.path("option").asString().equals(option)) {
        assertThat(one.path("commands").isEmpty()).isFalse();
        return one.path("value").asString("null")
            + " from "
            + one.path("from")
                .asString()
                .replace(temporary.resolve("config.yaml").toString(), "FILE");
      }
    }
    throw new AssertionError("no option " + option + " in " + ended.out());
  }

  @Test
  void whatProvesTheSenderOfANotificationIsNotShown() throws Exception {
    Surroundings setup =
        configured("notify: http://anna:pass@lab.example:81/hook/secret?key=secret");

    assertThat(inForce(setup, "notify")).isEqualTo("http://lab.example:81/*** from FILE:1");
  }

  @Test
  void aFlagOfTheFileIsOnAndStaysOnWhenItIsGivenAgain() throws Exception {
    Surroundings setup =
        configured("json: true", "recheck: true", "konvid-dir: " + bed.folder(), "min-rows: 0")
            .with("INGEST_FFPROBE_BIN", ffprobe.toString());

    CommandResult first = setup.run("run");
    assertThat(first.out()).as(first.err()).startsWith("{");
    assertThat(setup.run("run", "--json").out()).startsWith("{");
    setup.with("INGEST_JSON", "false");
    assertThat(setup.run("run").out()).isEmpty();
    assertThat(setup.run("run", "--json").out()).startsWith("{");
    assertThat(configured("json: perhaps").run("corpora").status()).isEqualTo(2);
  }

  @Test
  void aValueThatCannotBeTakenIsToldWithItsPlace() throws Exception {
    assertThat(configured("# Pools.", "downloads: many").run("run").err())
        .contains("config.yaml:2: --downloads: 'many'");
    assertThat(new Surroundings().with("INGEST_DOWNLOADS", "0").run("run").err())
        .contains("$INGEST_DOWNLOADS: --downloads: '0'");
  }
}
