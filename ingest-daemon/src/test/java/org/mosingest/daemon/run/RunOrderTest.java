package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Books;
import org.mosingest.transfer.Replies;

/** A slow clip, the thousands behind it, and the bound on how many those can be. */
final class RunOrderTest extends RunTestBase {

  @Test
  void aSlowFirstClipStopsTheOthersOnlyWhenTheWindowIsFullAndTheOrderHolds() throws Exception {
    int rows = RunParts.WINDOW + 500;
    CountDownLatch release = new CountDownLatch(1);
    server.on(
        "/slow",
        (request, socket) -> {
          release.await();
          Replies.file(CorpusBed.fake(0)).answer(request, socket);
        });
    bed.row("0.mp4", server.url("/slow"), "1.0");
    List<String> expected = new ArrayList<>();
    expected.add(CorpusBed.fakeLine("0.mp4", 0, "1.0"));
    for (int i = 1; i < rows; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
      expected.add(CorpusBed.fakeLine(i + ".mp4", i, "1.0"));
    }
    bed.write();

    try (Engines engines = engines(fake);
        IngestRun run = IngestRun.open(options().build(), engines);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<RunResult> result =
          executor.submit(() -> run.execute(new Invocation("test", List.of())));
      CorpusBed.await(
          "the window full", () -> run.progress().ahead().rows() == RunParts.WINDOW - 1);
      CorpusBed.await("no probe under way", () -> engines.probePool().load().active() == 0);

      assertThat(engines.probePool().load().queued()).isZero();
      assertThat(fake.calls()).isEqualTo(RunParts.WINDOW - 1);
      assertThat(run.progress().books().settled()).isZero();
      release.countDown();

      assertThat(books(result.get())).isEqualTo(new Books(rows, rows, 0, 0, 0));
    }
    assertThat(bed.lines()).isEqualTo(expected);
    assertThat(fake.mostAtOnce()).isLessThanOrEqualTo(2);
  }
}
