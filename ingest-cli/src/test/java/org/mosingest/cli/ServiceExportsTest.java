package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;

/** Exports that the service is asked for: made below its roots, and nowhere else. */
@Timeout(300)
final class ServiceExportsTest extends DaemonTestBase {

  private static final String ROWS = "{\"format\": \"csv\", \"output\": \"out/rows.csv\"}";

  private CorpusBed bed = unset();

  @Test
  void anExportIsMadeAsTheCommandMakesItAndIsFoundAgainAfterARestart() throws Exception {
    Child daemon = daemon();
    String id = completedRun();

    Reply taken =
        post(
            id,
            "{\"format\": \"csv\", \"output\": \"far/out/rows.csv\", \"split\": \"kfold=2\","
                + " \"group\": \"\"}");

    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    JsonNode made = awaitExport(id, taken.json().path("id").asString(), "completed");
    assertThat(made.path("rows").asInt()).isEqualTo(4);
    assertThat(made.path("split").asString()).isEqualTo("kfold=2");
    assertThat(made.at("/files/0/there").asBoolean()).isTrue();
    Path byCommand = temporary.resolve("command.csv");
    CommandResult command =
        CommandResult.of(
            List.of(
                "export",
                "--konvid-dir",
                bed.folder().toString(),
                "--format",
                "csv",
                "--output",
                byCommand.toString(),
                "--split",
                "kfold=2",
                "--group",
                ""));
    assertThat(command.status()).as(command.err()).isZero();
    assertThat(root.resolve("far/out/rows.csv")).hasSameBinaryContentAs(byCommand);

    daemon.close();
    var _ = daemon();

    JsonNode found = ask("/runs/" + id + "/exports").json().at("/exports/0");
    assertThat(found.path("output").asString()).endsWith("far/out/rows.csv");
    assertThat(found.path("state").asString()).isEqualTo("completed");
    assertThat(found.path("id").asString()).isEqualTo(made.path("id").asString());
    assertThat(awaitExport(id, made.path("id").asString(), "completed").path("rows").asInt())
        .isEqualTo(4);
  }

  @Test
  void anExportThatIsBeingMadeIsCancelledAndLeavesNothing() throws Exception {
    var _ = daemon();
    String id = completedRun();
    manyRows();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asked.add(post(id, ROWS.replace("rows.csv", i + ".csv")).json().path("id").asString());
    }
    await("one that is being made", () -> anyMakes(id));

    for (String each : asked) {
      assertThat(cancel(id, each).status()).isEqualTo(200);
    }

    for (int i = 0; i < asked.size(); i++) {
      String export = asked.get(i);
      await("the end of " + export, () -> state(id, export).matches("completed|cancelled"));
      assertThat(Files.exists(root.resolve("out/" + i + ".csv")))
          .isEqualTo(state(id, export).equals("completed"));
    }
    assertThat(state(id, asked.getLast())).isEqualTo("cancelled");
    assertThat(halfFiles()).isEmpty();
    assertThat(post(id, ROWS.replace("rows.csv", "3.csv")).status()).isEqualTo(201);
  }

  @Test
  void sixteenWaitOrAreMadeAndOneThatIsCancelledMakesRoom() throws Exception {
    var _ = daemon();
    String id = completedRun();
    manyRows();
    Reply reply = post(id, ROWS.replace("rows.csv", "first.csv"));
    String last = "";
    int asked = 1;
    // Those at the front may end meanwhile.
    while (reply.status() == 201) {
      last = reply.json().path("id").asString();
      assertThat(asked).as("exports without a bound").isLessThan(200);
      reply = post(id, ROWS.replace("rows.csv", asked++ + ".csv"));
    }

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().at("/error/code").asString()).isEqualTo("too-many-exports");
    assertThat(asked).isGreaterThan(16);
    assertThat(cancel(id, last).json().path("state").asString()).isEqualTo("cancelled");
    assertThat(post(id, ROWS.replace("rows.csv", "after.csv")).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "KILL"})
  void theServicesEndLeavesNoHalfFileAndIsToldAfterItsRestart(String signal) throws Exception {
    Child daemon = daemon();
    String id = completedRun();
    manyRows();
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      asked.add(post(id, ROWS.replace("rows.csv", i + ".csv")).json().path("id").asString());
    }
    await("one that is being made", () -> anyMakes(id));

    daemon.signal(signal);
    var _ = daemon.await(Duration.ofSeconds(60));
    var _ = daemon();

    assertThat(halfFiles()).isEmpty();
    for (int i = 0; i < asked.size(); i++) {
      JsonNode told = ask("/runs/" + id + "/exports/" + asked.get(i)).json();
      boolean whole = told.path("state").asString().equals("completed");
      assertThat(Files.exists(root.resolve("out/" + i + ".csv")))
          .as(told.toString())
          .isEqualTo(whole);
      assertThat(told.path("state").asString()).isIn("completed", "cancelled");
      if (!whole) {
        assertThat(told.path("note").asString())
            .contains("the service stopped before it was complete");
      }
    }
    assertThat(state(id, asked.getLast())).isEqualTo("cancelled");
    Reply again = post(id, ROWS.replace("rows.csv", "5.csv"));
    awaitExport(id, again.json().path("id").asString(), "completed");
  }

  /** So many that an export takes longer than the requests of a test. */
  private void manyRows() throws IOException {
    String row = Files.readAllLines(bed.output()).getFirst();
    try (BufferedWriter out =
        Files.newBufferedWriter(bed.output(), UTF_8, StandardOpenOption.APPEND)) {
      for (int i = 0; i < 30_000; i++) {
        out.write(row.replace("0.mp4", i + "_more.mp4"));
        out.write('\n');
      }
    }
  }

  private boolean anyMakes(String run) {
    for (JsonNode export : ask("/runs/" + run + "/exports").json().path("exports")) {
      if (export.path("rows_done").asInt() > 0
          || export.path("state").asString().equals("completed")) {
        return true;
      }
    }
    return false;
  }

  private String state(String run, String export) {
    return ask("/runs/" + run + "/exports/" + export).json().path("state").asString();
  }

  private List<String> halfFiles() throws IOException {
    if (!Files.exists(root.resolve("out"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(root.resolve("out"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".tmp") || name.endsWith(".lock"))
          .toList();
    }
  }

  @Test
  void shardsAreMadeAndAClipThatBecameALinkOutOfTheRootsIsNotReadIntoThem() throws Exception {
    var _ = daemon();
    String id = completedRun();
    String order = "{\"format\": \"webdataset\", \"output\": \"shards\"}";
    JsonNode made = awaitExport(id, post(id, order).json().path("id").asString(), "completed");
    assertThat(made.at("/files/0/path").asString()).endsWith("shards/all-000000.tar");
    Path clip = bed.folder().resolve("clips/1.mp4");
    Path outside = temporary.resolve("outside.mp4");
    Files.move(clip, outside);
    Files.createSymbolicLink(clip, outside);

    Reply again = post(id, order.replace("shards", "others"));

    JsonNode failed = awaitExport(id, again.json().path("id").asString(), "failed");
    assertThat(failed.path("note").asString())
        .contains("clips/1.mp4 is a link that leads outside the permitted folders");
    assertThat(root.resolve("others")).doesNotExist();
  }

  @Test
  void nothingIsWrittenOutOfTheRootsNorOverAnythingButAnExport() throws Exception {
    var _ = daemon();
    String id = completedRun();
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.createSymbolicLink(root.resolve("away"), outside);
    Map<String, String> before = CorpusBed.snapshot(root);

    assertThat(post(id, ROWS.replace("out/", "away/")).status()).isEqualTo(403);
    assertThat(post(id, ROWS.replace("out/", "../")).status()).isEqualTo(403);
    assertThat(post(id, ROWS.replace("}", ", \"ffprobe_bin\": \"/bin/sh\"}")).status())
        .isEqualTo(400);
    String rows = bed.output().toString();
    assertThat(post(id, ROWS.replace("out/rows.csv", rows)).status()).isEqualTo(422);
    assertThat(post(id, forced(rows)).status()).isIn(409, 422);
    assertThat(CorpusBed.snapshot(root)).isEqualTo(before);
    assertThat(outside).isEmptyDirectory();
    Path mine = Files.writeString(root.resolve("mine.txt"), "mine");
    assertThat(post(id, forced(mine.toString())).status()).isEqualTo(409);
    assertThat(mine).hasContent("mine");

    JsonNode first = post(id, ROWS).json();
    assertThat(awaitExport(id, first.path("id").asString(), "completed").path("rows").asInt())
        .isEqualTo(4);
    assertThat(post(id, ROWS).status()).isEqualTo(422);
    Reply replaced = post(id, forced("out/rows.csv"));
    assertThat(replaced.status()).as(replaced.body()).isEqualTo(201);
  }

  @Test
  void aRecordThatNamesAnImpossibleFileIsPassedOver() throws Exception {
    var _ = daemon();
    String id = completedRun();
    awaitExport(id, post(id, ROWS).json().path("id").asString(), "completed");
    Path record = root.resolve("out/rows.csv.export.json");
    String told = Files.readString(record);
    Path hostile = bed.folder().resolve("hostile.csv.export.json");
    Files.writeString(hostile, told.replace("\"rows.csv\"", "\"rows\\u0000.csv\""));
    assertThat(hostile).content().contains("rows\\u0000.csv");

    Reply listed = ask("/runs/" + id + "/exports");

    assertThat(listed.status()).as(listed.body()).isEqualTo(200);
    assertThat(listed.body()).contains("rows.csv").doesNotContain("hostile");
  }

  @Test
  void withoutTheTokenNothingIsExported() throws Exception {
    var _ = daemon();
    String id = completedRun();

    Reply refused =
        ask(
            new Request.Builder()
                .url(url("/runs/" + id + "/exports"))
                .post(RequestBody.create(ROWS, MediaType.get("application/json")))
                .build());

    assertThat(refused.status()).isEqualTo(401);
    assertThat(root.resolve("out")).doesNotExist();
  }

  private static String forced(String output) {
    return ROWS.replace("out/rows.csv", output).replace("}", ", \"force\": true}");
  }

  private String completedRun() throws Exception {
    bed = new CorpusBed(root.resolve("corpus"));
    rows(bed, "f", 4);
    String id = submit(bed);
    awaitState(id, "completed");
    return id;
  }

  private JsonNode awaitExport(String run, String export, String wanted) {
    String path = "/runs/" + run + "/exports/" + export;
    await(
        "export " + export + " " + wanted,
        () -> {
          JsonNode now = ask(path).json();
          String state = now.path("state").asString();
          assertThat(state).as(now.toString()).isIn("queued", "running", wanted);
          return state.equals(wanted);
        });
    return ask(path).json();
  }

  private Reply post(String run, String body) throws IOException {
    return posted("/runs/" + run + "/exports", body);
  }

  private Reply cancel(String run, String export) throws IOException {
    return posted("/runs/" + run + "/exports/" + export + "/cancel", "{}");
  }
}
