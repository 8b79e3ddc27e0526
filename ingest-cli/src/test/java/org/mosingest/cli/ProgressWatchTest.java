package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class ProgressWatchTest extends ClientTestBase {

  private static final String LIST =
      "{\"runs\":[" + run("r-2", "running", 50) + "," + run("r-1", "completed", 100) + "]}";

  @Test
  void endsWithTheRun() throws Exception {
    answer(LIST);
    stream(
        progress(run("r-2", "running", 50)),
        progress(run("r-2", "completed", 100)),
        progress(run("r-2", "failed", 1)));

    assertThat(ingest("status", "latest", "--watch")).isZero();
    assertThat(err().lines().map(line -> line.substring(line.indexOf(' ') + 1)))
        .containsExactly(
            "konvid-150k r-2 running 50/100 (50.0%), wrote=49, dl-failed=1, broken=0, duplicates=0, 2.0/s, ETA -",
            "konvid-150k r-2 completed 100/100 (100.0%), wrote=99, dl-failed=1, broken=0, duplicates=0");
    daemon.takeRequest();
    RecordedRequest request = daemon.takeRequest();
    assertThat(request.getTarget()).isEqualTo("/progress");
    assertThat(request.getHeaders().get("Accept")).isEqualTo("text/event-stream");
  }

  @Test
  void tellsARunThatFailedByTheExitStatus() {
    answer(LIST);
    stream(progress(run("r-2", "cancelled", 50)));

    assertThat(ingest("status", "r-2", "--watch")).isEqualTo(1);
  }

  @Test
  void followsAllRunsUnderWayAndNoOthers() {
    stream(
        progress(run("r-1", "failed", 3), run("r-2", "running", 50)),
        progress(run("r-1", "failed", 3), run("r-2", "completed", 100), run("r-3", "paused", 1)),
        progress(
            run("r-1", "failed", 3), run("r-2", "completed", 100), run("r-3", "completed", 100)));

    assertThat(ingest("status", "--watch")).isZero();
    assertThat(err())
        .contains("r-2 completed", "r-3 paused", "r-3 completed")
        .doesNotContain("r-1");
  }

  @Test
  void endsAtOnceWhereNothingIsUnderWay() {
    stream(progress(run("r-1", "completed", 100)));

    assertThat(ingest("status", "--watch")).isZero();
    assertThat(err()).contains("no active run");
  }

  @Test
  void outlivesARestartOfTheDaemon() {
    answer(LIST);
    stream(progress(run("r-2", "running", 50)));
    daemon.enqueue(
        new MockResponse.Builder().onRequestStart(new SocketEffect.CloseSocket()).build());
    answer(503, "{\"error\":{\"code\":\"starting\",\"message\":\"not yet\",\"hint\":\"\"}}");
    stream(progress(run("r-2", "interrupted", 50)), progress(run("r-2", "completed", 100)));

    assertThat(ingest("status", "r-2", "--watch")).isZero();
    assertThat(err())
        .containsSubsequence(
            "running", "daemon away since", "trying again", "the daemon is back", "completed");
  }

  @Test
  void saysThatTheDaemonDoesNotKnowTheRunAnyMore() {
    answer(LIST);
    stream(progress());

    assertThat(ingest("status", "r-2", "--watch")).isEqualTo(2);
    assertThat(err()).contains("does not know run r-2");
  }

  @Test
  void isNoUseWithoutAStream() {
    answer(progress());

    assertThat(ingest("status", "--watch")).isEqualTo(3);
    assertThat(err()).contains("is not an ingest daemon");
  }

  @Test
  void printsADocumentALineForPrograms() {
    String running = progress(run("r-2", "running", 50));
    String completed = progress(run("r-2", "completed", 100));
    stream(running, completed);

    assertThat(ingest("status", "--watch", "--json")).isZero();
    assertThat(out().lines()).containsExactly(running, completed);
    assertThat(err()).isEmpty();
  }

  @Test
  void submitsAndStays() {
    answer(201, run("r-9", "queued", 1));
    stream(progress(run("r-9", "failed", 5)));

    assertThat(ingest("submit", "--watch")).isEqualTo(1);
    assertThat(out().lines()).containsExactly("r-9");
    assertThat(err()).contains("r-9 failed");
  }

  @Test
  void saysLittleInALog() {
    List<String> documents =
        IntStream.range(10, 60).mapToObj(n -> progress(run("r-2", "running", n))).toList();
    stream(documents.toArray(String[]::new));
    stream(progress(run("r-2", "completed", 100)));

    assertThat(ingest("status", "--watch")).isZero();
    assertThat(err()).hasLineCount(2);
  }
}
