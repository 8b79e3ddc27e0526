package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A retry of many rows asks at a terminal, here that of script(1), and says how many it takes. */
@Timeout(120)
final class RetryQuestionTest extends ClientTestBase {

  private static final String LARGE =
      run("a-1", "completed", 100)
          .replace("\"rows\":100,\"settled\":100", "\"rows\":5000,\"settled\":5000")
          .replace("\"download_failed\":1,", "\"download_failed\":1200,");

  @Test
  void aRetryOfThousandsAsksAndANoLeavesTheRunAsItIs() throws Exception {
    answer("[" + LARGE + "]");
    answer(LARGE);

    String said = atTerminal("n\n", "retry", "a-1");

    assertThat(said).contains("Retry 1,200 rows of run a-1? [y/N]");
    assertThat(paths()).noneMatch(path -> path.startsWith("POST"));
  }

  @Test
  void onlyWhatTheReasonMatchesIsCounted() throws Exception {
    answer("[" + LARGE + "]");
    answer(LARGE);
    answer(failures("http-404", 1_000));
    answer(failures("timeout", 200));
    answer(run("a-1", "queued", 0));

    String said = atTerminal("y\n", "retry", "a-1", "--reason", "^http");

    assertThat(said).contains("Retry 1,000 rows of run a-1? [y/N]").contains("a-1 queued");
    assertThat(paths()).anyMatch(path -> path.startsWith("POST /runs/a-1/retry"));
  }

  @Test
  void yesAsksNothing() throws Exception {
    answer("[" + LARGE + "]");
    answer(run("a-1", "queued", 0));

    assertThat(atTerminal("", "retry", "a-1", "--yes"))
        .contains("100 rows to retry; ingest status a-1 --watch")
        .doesNotContain("[y/N]");
  }

  @Test
  void aScriptIsNotAsked() {
    answer("[" + LARGE + "]");
    answer(run("a-1", "queued", 0));

    assertThat(ingest("retry", "a-1")).isZero();
    assertThat(err()).contains("100 rows to retry");
  }

  private static String failures(String reason, int count) {
    return "{\"total\":1200,\"failures\":["
        + Stream.generate(() -> "{\"row\":1,\"name\":\"x\",\"reason\":\"" + reason + "\"}")
            .limit(count)
            .collect(Collectors.joining(","))
        + "]}";
  }

  /** What the daemon was asked, in order. */
  private List<String> paths() throws InterruptedException {
    List<String> asked = new java.util.ArrayList<>();
    for (int i = daemon.getRequestCount(); i > 0; i--) {
      asked.add(java.util.Objects.requireNonNull(daemon.takeRequest()).getRequestLine());
    }
    return asked;
  }

  private String atTerminal(String typed, String... arguments) throws Exception {
    String command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()),
                Stream.concat(
                    Stream.of(arguments),
                    Stream.of(
                        "--url", daemon.url("/").toString(), "--state-dir", state.toString())))
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Process process;
    try {
      process =
          new ProcessBuilder("script", "-qec", command, "/dev/null")
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      Assumptions.abort("no script(1) on this machine: " + e.getMessage());
      throw e;
    }
    process.getOutputStream().write(typed.getBytes(UTF_8));
    process.getOutputStream().flush();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
