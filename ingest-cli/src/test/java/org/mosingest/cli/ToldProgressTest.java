package org.mosingest.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.StateFolder;
import org.mosingest.cli.foreground.ToldProgress;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.profile.KnownCorpora;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Invocation;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service is told how far a run of another process is. */
@Timeout(120)
class ToldProgressTest {

  @TempDir Path folder;

  private boolean told(String url) throws Exception {
    Files.createDirectories(folder.resolve("state"));
    Files.writeString(folder.resolve("state/token"), "0123456789abcdef\n");
    CorpusBed bed = new CorpusBed(folder.resolve("corpus"));
    bed.local("a.mp4", CorpusBed.fake(1), "3.5").row("gone.mp4", "", "2.0").write();
    RunOptions options = RunOptions.of(KnownCorpora.standard(), bed.folder()).minRows(0).build();
    try (Engines engines =
            Engines.of(
                new WorkPool("download", 4, 4),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 1, 1),
                new FakeClipProbe());
        IngestRun run = IngestRun.open(options, engines)) {
      DaemonClient client = new DaemonClient(url, new StateFolder(folder.resolve("state")));
      try (ToldProgress told = ToldProgress.begin(client, run, "spark")) {
        boolean finished = run.execute(new Invocation("ingest spark", List.of())).finished();
        told.ended(finished);
        return finished;
      }
    }
  }

  @Test
  void itsEndIsToldWithAllFiguresUnderOneIdAndWithTheToken() throws Exception {
    try (MockWebServer service = new MockWebServer()) {
      for (int i = 0; i < 20; i++) {
        service.enqueue(new MockResponse.Builder().body("{}").build());
      }
      service.start();

      assertThat(told(service.url("/").toString())).isTrue();

      RecordedRequest last = service.takeRequest();
      for (int i = service.getRequestCount(); i > 1; i--) {
        last = service.takeRequest();
      }
      JsonNode run =
          JsonMapper.shared().readTree(Objects.requireNonNull(last.getBody()).string(UTF_8));
      assertThat(last.getMethod()).isEqualTo("PUT");
      assertThat(last.getHeaders().get("Authorization")).isEqualTo("Bearer 0123456789abcdef");
      assertThat(last.getTarget()).isEqualTo("/runs/" + run.path("id").asString(""));
      assertThat(run.path("id").asString("")).matches("spark-[0-9a-f]{8}");
      assertThat(run.path("state").asString("")).isEqualTo("completed");
      assertThat(run.path("rows").asInt()).isEqualTo(2);
      assertThat(run.path("written").asInt()).isEqualTo(1);
      assertThat(run.path("download_failed").asInt()).isEqualTo(1);
      assertThat(run.path("finished_at_utc").isString()).isTrue();
      assertThat(run.at("/options/konvid_dir").asString("")).startsWith("/");
    }
  }

  @Test
  void aServiceThatRefusesOrIsNotThereHoldsTheRunUpInNothing() throws Exception {
    String gone;
    try (MockWebServer service = new MockWebServer()) {
      for (int i = 0; i < 20; i++) {
        service.enqueue(new MockResponse.Builder().code(401).body("<html>").build());
      }
      service.start();
      gone = service.url("/").toString();
      assertThat(told(gone)).isTrue();
      assertThat(service.getRequestCount()).isPositive();
    }
    assertThat(told(gone)).isTrue();
  }
}
