package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code ingest spark} where there is no Spark, which is what the distribution is like. */
class SparkCommandTest {

  @Test
  void withoutTheSparkArchiveItSaysWhatToInstallAndExitsWith3() throws Exception {
    String classes =
        Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator))
            .filter(entry -> !entry.contains("ingest-spark"))
            .collect(Collectors.joining(File.pathSeparator));
    String java = Path.of(System.getProperty("java.home", ""), "bin", "java").toString();

    Process process =
        new ProcessBuilder(java, "-Xmx256m", "-cp", classes, Main.class.getName(), "spark")
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).isEqualTo(3);
    assertThat(said)
        .contains("does not contain Spark", "mvn package -Pspark", "'ingest run' does not need it");
  }
}
