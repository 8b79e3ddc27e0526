package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files that the start options of the service name. */
@Timeout(180)
final class DaemonFilesTest extends DaemonTestBase {

  @Test
  void theLogGoesToTheFileThatIsGivenAndOnAfterARestart() throws Exception {
    Path log = temporary.resolve("service log.txt");
    Child first = daemon("--log-file=" + log);
    first.signal("TERM");
    first.await(Duration.ofSeconds(60));
    List<String> before = Files.readAllLines(log);
    daemon("--log-file=" + log);

    assertThat(before).anyMatch(line -> line.contains("ready at http://127.0.0.1:"));
    List<String> after = Files.readAllLines(log);
    assertThat(after).startsWith(before.toArray(String[]::new));
    assertThat(after.stream().filter(line -> line.contains("ready at ")).count()).isEqualTo(2);
    assertThat(state.resolve("log")).doesNotExist();
  }

  @Test
  void noOtherFileBecomesALog() throws Exception {
    Path other = Files.writeString(temporary.resolve("rows.jsonl"), "{\"src\":\"a.mp4\"}\n");

    Child.Ended refused = daemonAt(state, "--log-file=" + other).await(Duration.ofSeconds(60));

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith("error: --log-file " + other + " holds something other than a log");
    assertThat(other).hasContent("{\"src\":\"a.mp4\"}");
  }

  @Test
  void aSecretThatOthersCanReadIsRefused() throws Exception {
    Path secret = Files.writeString(temporary.resolve("secret"), "pl4nted\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));

    Child.Ended refused =
        daemonAt(state, "--notify=http://127.0.0.1:1/", "--notify-secret=" + secret)
            .await(Duration.ofSeconds(60));

    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err())
        .startsWith(
            "error: --notify-secret: the secret file "
                + secret
                + " can be read by others; run chmod 600 on it")
        .doesNotContain("pl4nted");
  }
}
