package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.run.CorpusBed;

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

  private Child.Setup configured(String... lines) throws IOException {
    Path file = temporary.resolve("config.yaml");
    Files.writeString(file, String.join("\n", lines) + "\n");
    return new Child.Setup(temporary).with("INGEST_CONFIG", file.toString());
  }

  private Child.Setup corpusWithFloor(int rows) throws IOException {
    return configured(
        "# The lab's own corpus.",
        "konvid-dir: " + bed.folder(),
        "ffprobe-bin: " + ffprobe,
        "min_rows: " + rows);
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
    Child.Ended ended = configured("downloads: 4", "min-rwos: 3").run("doctor");

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err())
        .contains("config.yaml:2: no command has an option --min-rwos; did you mean min-rows?");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws Exception {
    assertThat(configured("- downloads").run("doctor").err()).contains("config.yaml:1: expected");
    assertThat(configured("port: [1", "x").run("doctor").err()).contains("this is not YAML");
    assertThat(configured("port: 1", "port: 2").run("doctor").err())
        .contains("config.yaml:2: port is set twice");
    Child.Ended ended =
        new Child.Setup(temporary).with("INGEST_CONFIG", "/not/there.yaml").run("doctor");
    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.err()).contains("cannot read the configuration file /not/there.yaml");
  }

  @Test
  void aFileOfCommentsAloneSetsNothing() throws Exception {
    assertThat(configured("# port: 1").run("--version").status()).isZero();
    assertThat(configured("# port: 1").run("doctor", "--help").status()).isZero();
  }
}
