package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.http.ApiFixture.Reply;
import org.mosingest.daemon.http.document.ToldRun;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.elsewhere.RunsElsewhere;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs that other processes carry out, told to a service by its API. */
class RunsElsewhereTest extends ApiTestBase {

  @BeforeEach
  void serve() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);
  }

  /** What is told: as the service tells of a run itself. */
  private ObjectNode told() throws IOException {
    return (ObjectNode) JsonMapper.shared().readTree(api.get("/runs/r-1").body());
  }

  @Test
  void aRunThatIsToldOfIsShownBesideTheOthersWithTheSameFigures() throws IOException {
    ObjectNode told = told();
    told.put("rows", 777).put("written", 13).put("note", "waiting for \u001bthe network");

    assertThat(api.put("/runs/spark-1", told.toString()).status()).isEqualTo(200);

    JsonNode shown = api.get("/progress/spark-1").json();
    assertThat(shown.path("elsewhere").asBoolean()).isTrue();
    assertThat(shown.path("state").asString("")).isEqualTo("running");
    assertThat(shown.path("rows").asInt()).isEqualTo(777);
    assertThat(shown.path("written").asInt()).isEqualTo(13);
    assertThat(shown.path("note").asString("")).doesNotContain("\u001b");
    for (String key :
        new String[] {
          "corpus",
          "output",
          "dedups",
          "download_failed",
          "broken",
          "waiting",
          "bytes_downloaded",
          "clips_per_s",
          "eta_s",
          "started_at_utc",
          "active_s",
          "failures"
        }) {
      assertThat(shown.path(key)).as(key).isEqualTo(told.path(key));
    }
    JsonNode runs = api.get("/progress").json().path("runs");
    assertThat(runs.valueStream().map(run -> run.path("id").asString("")))
        .containsExactlyInAnyOrder("spark-1", "r-1");
    assertThat(api.get("/runs").json().path("total").asInt()).isEqualTo(2);
    assertThat(api.get("/runs/spark-1").json().path("options")).isEqualTo(told.path("options"));
    for (String more : new String[] {"/failures", "/hosts", "/history", "/distributions"}) {
      assertThat(api.get("/runs/spark-1" + more).status()).as(more).isEqualTo(200);
    }
    assertThat(api.get("/metrics").body()).contains("ingest_runs{state=\"running\"} 1");

    told.put("state", "completed").put("finished_at_utc", "2026-05-08T12:01:00+00:00");
    assertThat(api.put("/runs/spark-1", told.toString()).status()).isEqualTo(200);
    assertThat(api.get("/progress/spark-1").json().path("state").asString(""))
        .isEqualTo("completed");
  }

  @Test
  void itIsNotMovedFromHereAndForgottenWhenItIsOver() throws IOException {
    ObjectNode told = told();
    api.put("/runs/spark-1", told.toString());

    for (String move : new String[] {"pause", "resume", "cancel", "retry"}) {
      Reply reply = api.post("/runs/spark-1/" + move, ApiFixture.nothing());
      assertThat(reply.status()).as(move).isEqualTo(409);
      assertThat(reply.body()).as(move).contains("runs in another process");
    }
    assertThat(api.delete("/runs/spark-1").status()).isEqualTo(409);

    api.put("/runs/spark-1", told.put("state", "completed").toString());
    assertThat(api.delete("/runs/spark-1").status()).isEqualTo(200);
    assertThat(api.get("/runs/spark-1").status()).isEqualTo(404);
  }

  @Test
  void whatIsNoRunOrNotAllowedIsRefused() throws IOException {
    String told = told().toString();

    assertThat(
            api.send(
                    new Request.Builder()
                        .url(api.url("/runs/spark-1"))
                        .put(ApiFixture.body(told))
                        .build())
                .status())
        .isEqualTo(401);
    assertThat(api.put("/runs/r-1", told).code()).isEqualTo("illegal-move");
    for (String id : new String[] {"latest", "17", "Spark", "a--b", "a".repeat(41)}) {
      assertThat(api.put("/runs/" + id, told).code()).as(id).isEqualTo("bad-run");
    }
    assertThat(api.put("/runs/spark-1", "[]").code()).isEqualTo("bad-run");
    assertThat(api.put("/runs/spark-1", "{").code()).isEqualTo("bad-run");
    assertThat(api.put("/runs/spark-1", "{}").code()).isEqualTo("bad-run");
    for (String key : new String[] {"rows", "written", "bytes_downloaded", "active_s"}) {
      assertThat(api.put("/runs/spark-1", told().put(key, -1).toString()).body())
          .as(key)
          .contains("bad-run", key);
    }
    assertThat(api.put("/runs/spark-1", told().put("state", "flying").toString()).body())
        .contains("bad-run", "state");
    ObjectNode outside = told();
    ((ObjectNode) outside.path("options")).put("output", "/etc/rows.jsonl");
    assertThat(api.put("/runs/spark-1", outside.toString()).code()).isEqualTo("outside-roots");
    assertThat(api.get("/progress").json().path("runs")).hasSize(1);
  }

  @Test
  void aRunOfWhichNothingIsHeardIsShownAsInterruptedAndTheirNumberIsBounded() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(FakeRuns.THEN);
    RunsElsewhere runs = new RunsElsewhere(api.runs, now::get);
    RunSnapshot run =
        new ToldRun(told())
            .snapshot("spark-0", api.runs.find("r-1").orElseThrow().options(), now.get());
    assertThat(runs.tell(run)).isTrue();

    now.set(now.get().plusSeconds(59));
    assertThat(runs.find("spark-0").orElseThrow().state()).isEqualTo(RunState.RUNNING);
    now.set(now.get().plusSeconds(2));
    RunSnapshot silent = runs.find("spark-0").orElseThrow();
    assertThat(silent.state()).isEqualTo(RunState.INTERRUPTED);
    assertThat(silent.note()).contains("no report of it since 2026-05-08T12:00:00+00:00");
    assertThat(silent.traffic().clipsPerS()).isZero();
    assertThat(runs.tell(run)).isTrue();
    assertThat(runs.find("spark-0").orElseThrow().state()).isEqualTo(RunState.RUNNING);

    for (int i = 1; i < 100; i++) {
      assertThat(runs.tell(new ToldRun(told()).snapshot("spark-" + i, run.options(), now.get())))
          .isTrue();
    }
    RunSnapshot another = new ToldRun(told()).snapshot("spark-100", run.options(), now.get());
    assertThat(runs.tell(another)).isFalse();
    now.set(now.get().plusSeconds(61));
    assertThat(runs.tell(another)).isTrue();
    assertThat(runs.find("spark-0")).isEmpty();
    assertThat(runs.list()).hasSize(101);
  }
}
