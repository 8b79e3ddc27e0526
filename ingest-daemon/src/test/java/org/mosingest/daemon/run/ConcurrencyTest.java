package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.FaultServer.Script;
import org.mosingest.transfer.Replies;
import org.mosingest.transfer.attempt.TransferSettings;

/**
 * The bounds on downloads are reached, not only kept: of a host that is slow to answer as much is
 * asked as is allowed.
 */
final class ConcurrencyTest extends RunTestBase {

  private static final int CLIPS = 160;

  @ParameterizedTest(name = "{0} downloads, {1} for a host: {2} in flight")
  @CsvSource({"64, 64, 64", "64, 8, 8", "16, 64, 16"})
  void asMuchIsInFlightAsIsAllowed(int downloads, int perHost, int allowed) throws Exception {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch full = new CountDownLatch(allowed);
    for (int i = 0; i < CLIPS; i++) {
      Script clip = Replies.file(content(i));
      server.on(
          "/" + i,
          (request, socket) -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            full.countDown();
            boolean _ = full.await(60, TimeUnit.SECONDS);
            inFlight.decrementAndGet();
            clip.answer(request, socket);
          });
      bed.row("c" + i + ".mp4", server.url("/" + i), "3.0");
    }
    bed.write();

    try (Engines engines =
            Engines.of(
                new WorkPool("download", downloads, perHost),
                Downloads.overOkHttp(
                    TransferSettings.standard("test")
                        .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(40))),
                new WorkPool("probe", 2, 2),
                fake);
        IngestRun run = IngestRun.open(options().build(), engines)) {
      assertThat(books(run.execute(new Invocation("ingest run", List.of()))).written())
          .isEqualTo(CLIPS);
    }

    assertThat(most).hasValue(allowed);
  }

  /** A video for the fake probe; the control character keeps it from being taken for a text. */
  private static byte[] content(int i) {
    return FakeClipProbe.video(new VideoFacts(16, 16, 25, 1, "yuv420p", "h264"), "\u0001" + i);
  }
}
