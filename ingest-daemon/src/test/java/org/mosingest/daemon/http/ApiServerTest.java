package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.mosingest.daemon.http.ApiFixture.Reply;
import org.mosingest.daemon.http.document.ServiceInfo;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunState;
import tools.jackson.databind.JsonNode;

/** What each operation answers when all is well. */
class ApiServerTest extends ApiTestBase {

  @Test
  void progressHasTheContractsFieldsAndMore() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);

    Reply reply = api.get("/progress");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.body())
        .isEqualTo(
            "{\"daemon\":{\"version\":\"1.2.3\",\"started_at_utc\":\"2026-05-08T12:00:00+00:00\",\"pools\":{\"download\":"
                + "{\"size\":16,\"active\":3,\"queued\":40},\"probe\":{\"size\":2,\"active\":1,\"queued\":0}},"
                + "\"disk_free_bytes\":123456789,\"insecure_hosts\":[\"bad.example\"]},\"runs\":[{\"id\":\"r-1\",\"label\":\"\",\"corpus\":\"konvid-150k\",\"elsewhere\":false,\"state\":\"running\","
                + "\"rows\":100,\"settled\":18,\"written\":10,\"download_failed\":3,\"broken\":2,\"dedups\":1,\"already_in_output\":0,\"waiting\":2,"
                + "\"attrition_pct\":0.16666666666666666,\"bytes_downloaded\":16000000,\"bytes_resumed\":512,\"clips_per_s\":1.5,"
                + "\"bytes_per_s\":2000000.25,\"eta_s\":90,\"started_at_utc\":\"2026-05-08T12:00:00+00:00\","
                + "\"finished_at_utc\":null,\"active_s\":45.25,\"output\":\""
                + api.root.resolve("konvid/konvid_150k.jsonl")
                + "\",\"note\":\"\",\"failures\":{\"http-404\":3,\"made-up-by-a-server\":1},"
                + "\"stalled\":{\"for_s\":312,\"clips\":[{\"name\":\"a.mp4\",\"stage\":\"backing-off\",\"for_s\":7,"
                + "\"detail\":\"why\"}]},\"transfers\":[{\"row\":3,\"name\":\"c.mp4\",\"host\":\"a.example\",\"bytes\":5000,"
                + "\"bytes_per_s\":12.5,\"for_s\":48}],\"hosts\":[{\"host\":\"a.example\",\"active\":1,\"pending\":7,\"allowed\":1,"
                + "\"starts_per_s\":2.0,\"wait_s\":12},{\"host\":\"b.example\",\"active\":2,\"pending\":0,\"allowed\":8,"
                + "\"starts_per_s\":null,\"wait_s\":0}]}],\"earlier_runs\":{\"runs\":0,\"rows\":0,\"written\":0,"
                + "\"download_failed\":0,\"broken\":0,\"dedups\":0}}");
  }

  @Test
  void progressHasWhatIsUnderWayAndTheLastRunsAndSumsUpThoseBefore() throws IOException {
    for (int i = 100; i < 230; i++) {
      api.run("r-" + i, i % 50 == 1 ? RunState.RUNNING : RunState.COMPLETED, 94);
    }
    JsonNode progress = api.get("/progress").json();
    assertThat(progress.path("runs")).hasSize(103);
    assertThat(progress.path("runs"))
        .filteredOn(run -> run.path("state").asString().equals("running"))
        .hasSize(3);
    JsonNode earlier = progress.path("earlier_runs");
    assertThat(earlier.path("runs").asInt()).isEqualTo(27);
    assertThat(earlier.path("written").asInt()).isEqualTo(27 * 94);
    assertThat(earlier.path("rows").asInt()).isEqualTo(27 * 100);
    JsonNode listed = api.get("/runs?limit=1000").json();
    assertThat(listed.path("runs")).hasSize(130);
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    api.run("r-1", RunState.QUEUED, 0);

    assertThat(api.get("/progress/r-1").json().get("eta_s").isNull()).isTrue();
    assertThat(api.get("/progress/r-1").json().get("started_at_utc").isNull()).isTrue();
  }

  @Test
  void anEndedRunIsDeletedAndOneUnderWayIsNot() throws IOException {
    api.run("r-1", RunState.COMPLETED, 94);
    api.run("r-2", RunState.RUNNING, 10);

    assertThat(api.delete("/runs/r-1").json().path("id").asString()).isEqualTo("r-1");
    assertThat(api.get("/runs/r-1").status()).isEqualTo(404);
    assertThat(api.delete("/runs/r-1").status()).isEqualTo(404);
    Reply refused = api.delete("/runs/r-2");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/error/message").asString())
        .isEqualTo("run r-2 is running, so it cannot be deleted");
    assertThat(api.get("/runs").json().path("runs")).hasSize(1);
  }

  @Test
  void aSubmissionIsCreatedAndFoundWhereTheAnswerSays() throws IOException {
    Reply created =
        api.post("/runs", ApiFixture.body("{\"konvid_dir\": \"k\", \"output\": \"out/a.jsonl\"}"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo("/runs/r-1");
    assertThat(created.json().get("id").stringValue()).isEqualTo("r-1");
    assertThat(api.runs.submitted.getFirst().folder()).isEqualTo(api.root.resolve("k"));
    Reply inspected = api.get("/runs/r-1");
    assertThat(inspected.json().at("/options/output").stringValue())
        .isEqualTo(api.root + "/out/a.jsonl");
    assertThat(inspected.json().at("/options/min_rows").intValue()).isEqualTo(5000);
    assertThat(inspected.json().at("/options/download_timeout_s").doubleValue()).isEqualTo(120);
    assertThat(inspected.json().get("submitted_at_utc").stringValue())
        .isEqualTo("2026-05-08T12:00:00+00:00");
    assertThat(inspected.json().get("state").stringValue()).isEqualTo("queued");
  }

  @Test
  void failuresCanBePaged() throws IOException {
    api.run("r-1", RunState.COMPLETED, 94);

    assertThat(api.get("/runs/r-1/failures").json().get("failures")).hasSize(2);
    Reply one = api.get("/runs/r-1/failures?reason=http-404&limit=1&offset=0");
    assertThat(one.body())
        .isEqualTo(
            "{\"total\":1,\"limit\":1,\"offset\":0,\"failures\":[{\"row\":8,\"name\":\"a.mp4\",\"url\":\"https://h/a.mp4\",\"kind\":\"download-failed\",\"word\":\"http-404\",\"reason\":\"http-404:"
                + " Not Found\","
                + "\"at_utc\":\"2026-05-08T12:00:00+00:00\",\"attempts\":1,\"bytes_so_far\":512}]}");
    assertThat(api.get("/runs/r-1/failures?offset=5").json().get("failures")).isEmpty();
    assertThat(api.get("/runs/r-1/failures?text=b.mp").json().at("/failures/0/name").stringValue())
        .isEqualTo("b.mp4");
  }

  @Test
  void runsMoveAsAsked() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);

    for (List<String> move :
        List.of(
            List.of("pause", "paused"),
            List.of("resume", "running"),
            List.of("cancel", "cancelled"),
            List.of("retry", "queued"))) {
      Reply reply = api.post("/runs/r-1/" + move.get(0), ApiFixture.nothing());
      assertThat(reply.status()).as(move.get(0)).isEqualTo(200);
      assertThat(reply.json().get("state").stringValue()).isEqualTo(move.get(1));
    }
    assertThat(api.runs.retried).isEqualTo(new RetryChoice.All());
  }

  @Test
  void aRetryCanBeLimitedToSomeReasons() throws IOException {
    api.run("r-1", RunState.COMPLETED, 94);

    assertThat(api.post("/runs/r-1/retry", ApiFixture.body("{\"reason\": \"http-5..\"}")).status())
        .isEqualTo(200);
    assertThat(api.runs.retried)
        .isInstanceOfSatisfying(
            RetryChoice.Reason.class,
            reason -> assertThat(reason.pattern().toString()).isEqualTo("http-5.."));
  }

  @Test
  void aRetryCanNameItsClips() throws IOException {
    api.run("r-1", RunState.COMPLETED, 94);

    assertThat(
            api.post("/runs/r-1/retry", ApiFixture.body("{\"clips\": [\"a.mp4\", \"b.mp4\"]}"))
                .status())
        .isEqualTo(200);
    assertThat(api.runs.retried).isEqualTo(new RetryChoice.Clips(Set.of("a.mp4", "b.mp4")));
  }

  @Test
  void aRetryThatNamesWhatHasNotFailedDoesNothing() throws IOException {
    api.run("r-1", RunState.COMPLETED, 94);

    Reply reply =
        api.post("/runs/r-1/retry", ApiFixture.body("{\"clips\": [\"a.mp4\", \"x.mp4\"]}"));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.code()).isEqualTo("not-failed");
    assertThat(reply.json().at("/error/message").stringValue())
        .isEqualTo("not among the run's failures: x.mp4");
    for (String body :
        List.of(
            "{\"clips\": []}",
            "{\"clips\": \"a.mp4\"}",
            "{\"clips\": [1]}",
            "{\"clips\": [\"a.mp4\"], \"reason\": \"x\"}")) {
      assertThat(api.post("/runs/r-1/retry", ApiFixture.body(body)).code())
          .as(body)
          .isEqualTo("bad-body");
    }
    assertThat(api.get("/runs/r-1").json().get("state").stringValue()).isEqualTo("completed");
  }

  @Test
  void healthTellsLifeFromReadiness() throws IOException {
    assertThat(api.get("/healthz").body()).isEqualTo("{\"status\":\"ok\",\"ready\":true}");
    api.ready.set(false);
    assertThat(api.get("/healthz").status()).isEqualTo(200);
    assertThat(api.get("/healthz?ready").status()).isEqualTo(503);
    assertThat(api.get("/healthz?ready").body()).isEqualTo("{\"status\":\"ok\",\"ready\":false}");
  }

  @Test
  void thePageKeepsToItself() throws IOException {
    Reply page = api.get("/");

    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("Content-Security-Policy"))
        .contains(
            "default-src 'none'",
            "script-src 'self';",
            "style-src 'self';",
            "connect-src 'self';",
            "frame-ancestors 'none'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.response().headers().names())
        .noneMatch(name -> name.startsWith("Access-Control"));
  }

  @Test
  void metricsCountWhatWasAskedUnderFewLabels() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);
    api.get("/runs/r-1");
    api.get("/runs/r-2");
    api.get("/made/up");
    api.send(api.request("/runs").method("BREW", ApiFixture.nothing()).build());

    Reply reply = api.get("/metrics");

    assertThat(reply.header("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(reply.body())
        .contains(
            "ingest_http_requests_total{method=\"GET\",route=\"/runs/{id}\",status=\"200\"} 1.0",
            "ingest_http_requests_total{method=\"GET\",route=\"/runs/{id}\",status=\"404\"} 1.0",
            "ingest_http_requests_total{method=\"GET\",route=\"other\",status=\"404\"} 1.0",
            "ingest_http_requests_total{method=\"other\",route=\"/runs\",status=\"405\"} 1.0",
            "ingest_clips{outcome=\"written\"} 10.0",
            "ingest_clips{outcome=\"waiting\"} 2.0",
            "ingest_clips{outcome=\"dedup\"} 1.0",
            "ingest_clips{outcome=\"download_failed\"} 3.0",
            "ingest_clips{outcome=\"broken\"} 2.0",
            "ingest_clip_failures{reason=\"http-404\"} 3.0",
            "ingest_clip_failures{reason=\"other\"} 1.0",
            "ingest_runs{state=\"running\"} 1.0",
            "ingest_runs{state=\"failed\"} 0.0",
            "ingest_rows_waiting 2.0",
            "ingest_downloaded_bytes_total 1.6E7",
            "ingest_resumed_bytes_total 512.0",
            "ingest_pool_queued{pool=\"download\"} 40.0",
            "ingest_disk_free_bytes 1.23456789E8")
        .doesNotContain("made");
  }

  @Test
  void aThousandQuestionsInARowAreAnswered() throws IOException {
    api.run("r-1", RunState.RUNNING, 10);
    for (int i = 0; i < 1000; i++) {
      assertThat(api.get("/progress").status()).isEqualTo(200);
    }
  }

  @Test
  void aPortThatIsTakenIsSaidSo() {
    assertThatThrownBy(
            () ->
                ApiServer.start(
                    new ApiSettings(
                        "127.0.0.1",
                        api.server.port(),
                        api.token,
                        List.of(api.root),
                        List.of(),
                        ApiFixture.limits()),
                    api.runs,
                    api.exports,
                    ApiFixture::submission,
                    new ServiceInfo(
                        "1",
                        FakeRuns.THEN,
                        () -> new WorkPool.Load(1, 0, 0),
                        () -> new WorkPool.Load(1, 0, 0),
                        () -> 1,
                        List.of(),
                        api.live,
                        () -> true),
                    new Metrics()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot listen on 127.0.0.1 port " + api.server.port());
  }
}
