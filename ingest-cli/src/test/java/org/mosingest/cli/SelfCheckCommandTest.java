package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest self-check} from its options to its exit status, as text and as JSON. */
@Timeout(180)
final class SelfCheckCommandTest {

  @TempDir Path temporary;

  private static CommandResult selfCheck(String... arguments) {
    return CommandResult.of(
        Stream.concat(Stream.of("self-check"), Arrays.stream(arguments)).toList());
  }

  @Test
  void aMachineThatWillDoIsFitWithoutACorpus() throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");

    CommandResult result = selfCheck("--ffprobe-bin", ffprobe.toString());

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("open-files", "probe", "a run can start");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aProbeThatDoesNotRunIsAProblemOfTheMachine() {
    String missing = temporary.resolve("no-ffprobe").toString();

    CommandResult result = selfCheck("--ffprobe-bin", missing, "--json");

    assertThat(result.status()).isEqualTo(3);
    JsonNode document = JsonMapper.shared().readTree(result.out());
    assertThat(document.propertyNames()).containsExactly("schema", "exit_status", "findings");
    assertThat(document.path("findings"))
        .anySatisfy(
            finding -> {
              assertThat(finding.path("check").asString()).isEqualTo("probe");
              assertThat(finding.path("severity").asString()).isEqualTo("problem");
              assertThat(finding.path("found").asString()).contains(missing);
            });
  }
}
