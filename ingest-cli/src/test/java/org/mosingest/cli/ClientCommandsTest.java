package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(180)
final class ClientCommandsTest extends ClientTestBase {

  private static final String TWO_RUNS =
      "{\"runs\":["
          + run("b-2", "running", 50)
          + ","
          + run("b-1", "completed", 100)
          + ","
          + run("a-1", "failed", 7)
          + "]}";

  @Test
  void saysThatNoDaemonAnswers() {
    daemon.close();

    assertThat(ingest("status")).isEqualTo(3);
    assertThat(err())
        .startsWith("error: no daemon answers at " + daemon.url("/") + " (connection refused)\n")
        .contains("hint: start one with ingest daemon");
    assertThat(out()).isEmpty();
  }

  @Test
  void saysThatSomethingElseAnswers() {
    daemon.enqueue(new MockResponse.Builder().body("<html>welcome</html>").build());

    assertThat(ingest("runs")).isEqualTo(3);
    assertThat(err()).contains("is not an ingest daemon");
  }

  @Test
  void refusesAnAddressThatIsNone() {
    assertThat(Main.commandLine().execute("runs", "--url", "localhost:8642")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "400,bad-option,2",
    "401,no-token,3",
    "403,bad-token,3",
    "404,no-such-run,2",
    "405,method,2",
    "409,held,4",
    "409,illegal-move,2",
    "413,too-large,2",
    "415,not-json,2",
    "422,bad-corpus,2",
    "500,fault,1",
    "503,busy,1"
  })
  void turnsRefusalsIntoExitStatuses(int status, String code, int exit) {
    answer(
        status,
        "{\"error\":{\"code\":\""
            + code
            + "\",\"message\":\"it \\u001b[31mfailed\",\"hint\":\"mend it\"}}");

    assertThat(ingest("runs")).isEqualTo(exit);
    assertThat(err()).contains("error: it \\u001b[31mfailed\n").contains("hint: ");
  }

  @Test
  void saysWhichTokenWasRefused() throws Exception {
    answer(
        401, "{\"error\":{\"code\":\"no-token\",\"message\":\"a token is needed\",\"hint\":\"\"}}");
    Files.delete(state.resolve("token"));

    assertThat(ingest("runs")).isEqualTo(3);
    assertThat(err()).contains("hint: the token in " + state.resolve("token") + " is not there");
    assertThat(daemon.takeRequest().getHeaders().get("Authorization")).isNull();
  }

  @Test
  void understandsARefusalThatIsNoDaemons() {
    answer(502, "<html>");

    assertThat(ingest("runs")).isEqualTo(1);
    assertThat(err()).contains("answered with HTTP status 502");
  }

  @Test
  void listsRuns() throws Exception {
    answer(TWO_RUNS);

    assertThat(ingest("runs")).isZero();
    assertThat(out().lines().map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactly("ID", "b-2", "b-1", "a-1");
    RecordedRequest request = daemon.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/runs");
    assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer " + TOKEN);
  }

  @Test
  void printsTheDocumentUntouched() {
    answer("{ \"runs\":[],\"new\": 1.50 }");

    assertThat(ingest("runs", "--json")).isZero();
    assertThat(out()).isEqualTo("{ \"runs\":[],\"new\": 1.50 }" + System.lineSeparator());
  }

  @Test
  void escapesWhatADocumentHidesInNames() {
    answer("{\"runs\":[" + run("evil\\u001b[2J\\u202e", "run\\nning", 5) + "]}");

    assertThat(ingest("runs")).isZero();
    assertThat(out())
        .contains("evil\\u001b[2J\\u202e")
        .contains("run\\u000aning")
        .doesNotContain("\u001b")
        .hasLineCount(2);
  }

  @Test
  void showsOnlyRunsUnderWay() {
    answer(progress(run("b-2", "running", 50), run("b-1", "completed", 100)));

    assertThat(ingest("status")).isZero();
    assertThat(out())
        .contains("konvid-150k  b-2  running")
        .contains("50.0%  50/100")
        .contains("download 2/16 busy, 0 queued · 5.0 GB free")
        .doesNotContain("b-1");
  }

  @ParameterizedTest
  @CsvSource({"latest,b-2", "a,a-1", "b-1,b-1"})
  void findsTheRunThatIsMeant(String meant, String id) throws Exception {
    answer(TWO_RUNS);
    answer(run(id, "paused", 50));

    assertThat(ingest("pause", meant)).isZero();
    assertThat(out()).isEqualTo(id + " paused" + System.lineSeparator());
    assertThat(err()).contains("ingest resume " + id);
    daemon.takeRequest();
    RecordedRequest request = daemon.takeRequest();
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getTarget()).isEqualTo("/runs/" + id + "/pause");
  }

  @Test
  void deletesTheRunThatIsMeant() throws Exception {
    answer(TWO_RUNS);
    answer(run("a-1", "completed", 100));

    assertThat(ingest("delete", "a")).isZero();
    assertThat(out()).isEqualTo("a-1 deleted" + System.lineSeparator());
    daemon.takeRequest();
    RecordedRequest request = daemon.takeRequest();
    assertThat(request.getMethod()).isEqualTo("DELETE");
    assertThat(request.getTarget()).isEqualTo("/runs/a-1");
  }

  @ParameterizedTest
  @CsvSource({"b,2 runs begin with b: b-2; b-1", "zz,there is no run zz"})
  void refusesARunThatIsNoneOrSeveral(String meant, String said) {
    answer(TWO_RUNS);

    assertThat(ingest("cancel", meant)).isEqualTo(2);
    assertThat(err()).contains(said.replace(';', ','));
  }

  @Test
  void tellsWhatToRetry() throws Exception {
    answer(TWO_RUNS);
    answer(run("a-1", "queued", 0));

    assertThat(ingest("retry", "a-1", "--reason", "^(timeout|\"x\")")).isZero();
    daemon.takeRequest();
    assertThat(sent()).isEqualTo(Map.of("reason", "^(timeout|\"x\")"));
  }

  @Test
  void tellsWhichClipsToRetry() throws Exception {
    answer(TWO_RUNS);
    answer(run("a-1", "queued", 0));

    assertThat(ingest("retry", "a-1", "--clip", "a,b.mp4", "--clip=sub/\"c\".mp4")).isZero();
    daemon.takeRequest();
    assertThat(sent()).isEqualTo(Map.of("clips", List.of("a,b.mp4", "sub/\"c\".mp4")));
  }

  @Test
  void choosesByReasonOrByName() {
    assertThat(ingest("retry", "a-1", "--clip=a.mp4", "--reason=timeout")).isEqualTo(2);
    assertThat(err()).contains("--reason=REGEX, --clip=NAME are mutually exclusive");
    assertThat(daemon.getRequestCount()).isZero();
  }

  @Test
  void sendsOnlyWhatWasGivenWithAbsolutePaths() throws Exception {
    answer(201, run("c-1", "queued", 1));

    assertThat(
            ingest(
                "submit",
                "--corpus-dir",
                "some/./folder",
                "--output",
                "/o/x.jsonl",
                "--min-rows",
                "10",
                "--retry-failed",
                "--recheck",
                "--attrition-warn-threshold",
                "0.25"))
        .isZero();
    assertThat(out()).isEqualTo("c-1" + System.lineSeparator());
    assertThat(err()).contains("ingest status c-1 --watch");
    assertThat(sent())
        .isEqualTo(
            Map.of(
                "konvid_dir",
                Path.of("some/folder").toAbsolutePath().toString(),
                "output",
                "/o/x.jsonl",
                "min_rows",
                10,
                "retry_failed",
                "",
                "recheck",
                true,
                "attrition_warn_threshold",
                0.25));
  }

  @Test
  void knowsNoBinariesOfASubmission() {
    assertThat(ingest("submit", "--curl-bin", "/bin/sh")).isEqualTo(2);
    assertThat(daemon.getRequestCount()).isZero();
  }

  @Test
  void inspectsARun() {
    answer(TWO_RUNS);
    String run = run("a-1", "failed", 7);
    answer(
        run.substring(0, run.length() - 1)
            + ",\"note\":\"disk full\",\"options\":{\"min_rows\":10,\"max_rows\":null},\"failures\":{\"timeout\":2,\"http-404\":9}}");
    answer(
        "{\"total\":11,\"failures\":[{\"row\":3,\"name\":\"x\\u0007.mp4\",\"reason\":\"http-404: Not Found\"}]}");

    assertThat(ingest("inspect", "a-1")).isZero();
    assertThat(out().lines())
        .containsSubsequence(
            "state                    failed",
            "note                     disk full",
            "settled                  7 of 100 rows, 7.0%",
            "failures by reason",
            "        9  http-404",
            "        2  timeout",
            "first failures (all 11: --failures)",
            "  3  x\\u0007.mp4  http-404: Not Found",
            "options",
            "  min_rows               10");
    assertThat(out()).doesNotContain("max_rows");
  }

  @Test
  void pagesThroughAllFailures() throws Exception {
    answer(TWO_RUNS);
    answer(
        "{\"total\":3,\"failures\":[{\"row\":1,\"name\":\"a\",\"reason\":\"x\"},{\"row\":2,\"name\":\"b\",\"reason\":\"x\"}]}");
    answer("{\"total\":3,\"failures\":[{\"row\":9,\"name\":\"c\",\"reason\":\"x: y\"}]}");

    assertThat(ingest("inspect", "a-1", "--failures", "--reason", "x")).isZero();
    assertThat(out().lines()).containsExactly("1\ta\tx", "2\tb\tx", "9\tc\tx: y");
    daemon.takeRequest();
    assertThat(List.of(daemon.takeRequest().getTarget(), daemon.takeRequest().getTarget()))
        .containsExactly(
            "/runs/a-1/failures?reason=x&limit=1000&offset=0",
            "/runs/a-1/failures?reason=x&limit=1000&offset=2");
  }

  private Object sent() throws InterruptedException {
    return JsonMapper.shared()
        .readValue(Objects.requireNonNull(daemon.takeRequest().getBody()).utf8(), Map.class);
  }
}
