package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import tools.jackson.databind.JsonNode;

/** Limits of a service that are changed while its runs are under way. */
@Timeout(300)
final class LimitCommandTest extends DaemonTestBase {

  @Test
  void downloadsUnderWayObeyLimitsThatAreLoweredAndRaisedAndNoClipIsLostForIt() throws Exception {
    List<CorpusBed> beds = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      CorpusBed bed = new CorpusBed(root.resolve(name));
      beds.add(bed);
      expected.add(rows(bed, name, 8));
      for (int i = 0; i < 8; i++) {
        server.on("/" + name + i, served(i).stallAfter(50_000), served(i));
      }
    }
    daemon("--downloads=12", "--per-host=12");
    List<String> ids = List.of(submit(beds.get(0)), submit(beds.get(1)));
    awaitDownloads(12, 4);

    String limits = ingested("limit", "--downloads=3");
    assertThat(limits).contains("downloads   3", "per host    12", "limit rate  off");
    awaitDownloads(3, 13);
    ingested("limit", "--per-host=1");
    awaitDownloads(1, 15);
    // What was interrupted is continued, and is served to its end now, as is what has not begun; so
    // is
    // the one download that is still at work, which would else be given up after a minute.
    for (String name : List.of("a", "b")) {
      for (int i = 0; i < 8; i++) {
        server.on("/" + name + i, served(i));
      }
    }
    ingested("limit", "--downloads=8", "--per-host=4", "--limit-rate=2M");
    server.hangUp();

    for (int i = 0; i < 2; i++) {
      JsonNode end = awaitState(ids.get(i), "completed");
      assertThat(end.path("failures")).isEmpty();
      assertThat(beds.get(i).lines()).isEqualTo(expected.get(i));
    }
    JsonNode held = ask("/limits").json();
    assertThat(held.path("downloads").asInt()).isEqualTo(8);
    assertThat(held.path("per_host").asInt()).isEqualTo(4);
    assertThat(held.path("bytes_per_s").asLong()).isEqualTo(2 << 20);
  }

  @Test
  void theStartOptionsHoldAgainAfterARestart() throws Exception {
    String timetable = "00:00,3M 12:00,3M";
    Child first = daemon("--downloads=5", "--limit-rate=" + timetable);
    assertThat(ingested("limit", "--downloads=2", "--limit-rate=off", "--json"))
        .isEqualTo("{\"downloads\":2,\"per_host\":8,\"limit_rate\":\"off\",\"bytes_per_s\":null}");
    first.signal("TERM");
    first.await(Duration.ofSeconds(60));
    daemon("--downloads=5", "--limit-rate=" + timetable);

    assertThat(ingested("limit"))
        .contains("downloads   5", "limit rate  " + timetable + " (now 3M)");
  }

  @Test
  void whatIsNoLimitIsRefusedAndOnlyWhoHasTheTokenMayChangeOne() throws Exception {
    daemon();
    Child.Ended none = ingest("limit", "--downloads=0");
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("--downloads").doesNotContain("Exception");
    assertThat(ingest("limit", "--limit-rate=25:00,5M").status()).isEqualTo(2);
    RequestBody body = RequestBody.create("{\"downloads\": 1}", MediaType.get("application/json"));
    assertThat(ask(new Request.Builder().url(url("/limits")).post(body).build()).status())
        .isEqualTo(401);
    assertThat(ask("/limits").json().path("downloads").asInt()).isEqualTo(16);
  }

  private void awaitDownloads(int active, int queued) {
    await(
        active + " downloads at work, " + queued + " in line",
        () -> {
          JsonNode pool = ask("/progress").json().path("daemon").path("pools").path("download");
          return pool.path("active").asInt() == active && pool.path("queued").asInt() == queued;
        });
  }
}
