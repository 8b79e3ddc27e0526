package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.options.RunOptions;
import org.mosingest.transfer.Replies;

/** Failures that were to be tried again, in a run that was stopped before it had. */
final class RetriedReasonsTest extends RunTestBase {

  @Test
  void anInterruptedRetryKeepsTheReasons() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    for (int i = 0; i < 40; i++) {
      server.on(
          "/" + i,
          Replies.status(404),
          (request, socket) -> {
            asked.countDown();
            server.stall();
          });
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.write();
    assertThat(books(run()).skippedDownload()).isEqualTo(40);
    List<String> before = Files.readAllLines(failures());

    RunOptions again = options().retryFailed(ReasonPattern.of("")).build();
    try (Engines engines = engines(fake);
        IngestRun run = IngestRun.open(again, engines)) {
      Thread running =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      RunResult _ = run.execute(new Invocation("ingest run", List.of()));
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
      asked.await();
      run.stop();
      running.join();
    }

    assertThat(Files.readAllLines(failures())).isEqualTo(before);
    assertThat(Files.readString(bed.progress()))
        .contains("\"39.mp4\": {\"state\": \"failed\", \"reason\": \"http-404\", \"retry\": true}");

    for (int i = 0; i < 40; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i)));
    }
    assertThat(books(run()).written()).as("the next run tries them").isEqualTo(40);
    assertThat(Files.readString(bed.progress())).doesNotContain("retry").doesNotContain("failed");
  }

  private Path failures() {
    return bed.folder().resolve("konvid_150k.jsonl.failures.ndjson");
  }
}
