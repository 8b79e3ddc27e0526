package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ingest self-check} from its options to its exit status, as text and as JSON. */
@Timeout(180)
final class SelfCheckCommandTest {

  @TempDir Path temporary;

  private record Result(int status, String out, String err) {}

  private static Result selfCheck(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 1];
    all[0] = "self-check";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    int status = line.execute(all);
    return new Result(status, out.toString(), err.toString());
  }

  @Test
  void aMachineThatWillDoIsFitWithoutACorpus() throws Exception {
    Path ffprobe = Scripts.ffprobe(temporary.resolve("ffprobe"), "");

    Result result = selfCheck("--ffprobe-bin", ffprobe.toString());

    assertThat(result.status()).isZero();
    assertThat(result.out()).contains("open-files", "probe", "a run can begin");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aProbeThatDoesNotRunIsAProblemOfTheMachine() {
    String missing = temporary.resolve("no-ffprobe").toString();

    Result result = selfCheck("--ffprobe-bin", missing, "--json");

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
