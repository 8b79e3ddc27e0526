package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.paths.Roots;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;

/** A clock that is set back in the middle of a run: nothing that counts or waits looks at it. */
final class ClockSetBackTest extends RegistryTestBase {

  @Test
  void aClockSetBackByAYearChangesNeitherRowsNorRatesNorTheEnd() throws Exception {
    registry.close();
    engines.close();
    AtomicReference<Instant> clock = new AtomicReference<>(Instant.parse("2026-05-08T12:00:00Z"));
    openRegistry(
        new RegistrySettings(
            4,
            Duration.ofMillis(20),
            Duration.ofMillis(50),
            Duration.ofSeconds(30),
            clock::get,
            Roots.ANYWHERE));
    TestCorpus corpus = localCorpus("c", 200);
    FakeClipProbe.Gate gate = probe.holdAt("c100.mp4");
    String id = registry.submit(corpus.options()).id();
    await(id, run -> run.outcomes().written() == 100);
    clock.set(Instant.parse("2025-05-08T12:00:00Z"));
    RunSnapshot after = registry.find(id).orElseThrow();
    assertThat(after.traffic().clipsPerS()).isNotNegative();
    after.traffic().etaS().ifPresent(eta -> assertThat(eta).isNotNegative());
    gate.open();
    RunSnapshot done = await(id, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(200, 200, 0, 0, 0, 0, 0));
    assertThat(done.times().startedAt()).contains(Instant.parse("2026-05-08T12:00:00Z"));
    assertThat(corpus.instants()).containsExactly("2026-05-08T12:00:00+00:00");
    restart(settings());
    assertThat(registry.find(id).orElseThrow().outcomes()).isEqualTo(done.outcomes());
  }
}
