package org.mosingest.daemon.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.machine.DiskReserve;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.daemon.watch.Stall;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * A run that does not go on says which clip holds it up and where that clip is: no silent hang at
 * 99 %.
 */
final class StalledRunTest extends RunTestBase {

  private static final Duration SOON = Duration.ofMillis(100);

  @Test
  void theLastClipWhoseProbeHangsIsNamedUntilItIsDone() throws Exception {
    for (int i = 0; i < 100; i++) {
      bed.local(i + ".mp4", CorpusBed.fake(i), "1.0");
    }
    bed.write();
    FakeClipProbe.Gate gate = fake.holdAt("57.mp4");
    try (Engines engines = impatient();
        IngestRun run = IngestRun.open(options().build(), engines);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<RunResult> result =
          executor.submit(() -> run.execute(new Invocation("test", List.of())));
      CorpusBed.await(
          "a stall",
          () -> run.progress().stall().isPresent() && run.progress().books().settled() == 57);

      Stall.StalledClip clip = run.progress().stall().orElseThrow().clips().getFirst();
      assertThat(clip.name()).isEqualTo("57.mp4");
      assertThat(clip.stage()).isEqualTo(Stage.PROBING);
      CorpusBed.await(
          "its warning",
          () ->
              warnings().stream()
                  .anyMatch(
                      w ->
                          w.matches(
                              "(\\d+ other clips are done and wait for the first: )?"
                                  + "no clip finished for \\d+ s; oldest: 57\\.mp4 \\(probing for \\d+ s\\)")));

      gate.open();
      assertThat(books(result.get())).isEqualTo(new Books(100, 100, 0, 0, 0));
    }
  }

  @Test
  void aTransferThatHangsIsNamedWithItsBytes() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.on(
        "/a",
        (request, socket) -> {
          socket
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n0123456789".getBytes(UTF_8));
          socket.getOutputStream().flush();
          over.await();
        });
    bed.row("a.mp4", server.url("/a"), "1.0").write();
    try (Engines engines = impatient();
        IngestRun run = IngestRun.open(options().retries(0).build(), engines);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<RunResult> result =
          executor.submit(() -> run.execute(new Invocation("test", List.of())));
      CorpusBed.await(
          "the stalled transfer",
          () ->
              run.progress().stall().stream()
                  .flatMap(stall -> stall.clips().stream())
                  .anyMatch(
                      clip ->
                          clip.stage() == Stage.TRANSFERRING
                              && clip.detail().startsWith("10 bytes received, the last")));
      over.countDown();
      server.on("/a", Replies.file(CorpusBed.fake(1)));
      result.get();
    }
  }

  @Test
  void aPausedRunDoesNotStall() throws Exception {
    bed.local("a.mp4", CorpusBed.fake(1), "1.0").write();
    FakeClipProbe.Gate gate = fake.holdAt("a.mp4");
    try (Engines engines = impatient();
        IngestRun run = IngestRun.open(options().build(), engines);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      Future<RunResult> result =
          executor.submit(() -> run.execute(new Invocation("test", List.of())));
      CorpusBed.await("a stall", () -> run.progress().stall().isPresent());
      run.pause();
      CorpusBed.await("no stall while paused", () -> run.progress().stall().isEmpty());
      run.resume();
      CorpusBed.await("a stall again", () -> run.progress().stall().isPresent());
      gate.open();
      result.get(20, TimeUnit.SECONDS);
    }
  }

  private Engines impatient() {
    return Engines.of(
            new WorkPool("download", 4, 4),
            Downloads.overOkHttp(
                TransferSettings.standard("test")
                    .withTimeouts(Duration.ofSeconds(2), Duration.ofSeconds(2))),
            new WorkPool("probe", 2, 2),
            fake)
        .with(DiskReserve.standard().withBytes(0))
        .withStallAfter(SOON);
  }
}
