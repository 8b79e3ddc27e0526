package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.machine.HeapBudget;
import org.mosingest.daemon.machine.NoMemoryException;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.Downloads;
import org.mosingest.transfer.attempt.TransferSettings;

/** Runs that do not fit the memory of their service, or not all at once. */
class MemoryOfRunsTest extends RegistryTestBase {

  /** Kept for the process; runs get three quarters of what is beyond. */
  private static final long BASE = 32L << 20;

  @Test
  void runsThatDoNotFitBesideEachOtherComeOneAfterTheOther() throws Exception {
    TestCorpus first = localCorpus("a", 40);
    TestCorpus second = localCorpus("b", 40);
    // Each fits, and the reading of one beside the other.
    serveWith(1.8, RunMemory.of(first.options()));
    FakeClipProbe.Gate gate = probe.holdAt("a20.mp4");
    String one = registry.submit(first.options()).id();
    await(one, run -> run.outcomes().written() == 20);
    String other = registry.submit(second.options()).id();
    RunSnapshot waiting = await(other, run -> run.note().contains("memory"));
    assertThat(waiting.note()).startsWith("waiting for memory: the run needs up to");
    assertThat(waiting.outcomes().settled()).isZero();

    gate.open();

    assertThat(await(one, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(40, 40, 0, 0, 0, 0, 0));
    RunSnapshot done = await(other, RunState.COMPLETED);
    assertThat(done.outcomes()).isEqualTo(new Outcomes(40, 40, 0, 0, 0, 0, 0));
    assertThat(done.note()).isEmpty();
  }

  @Test
  void aRunThatWaitsForMemoryCanBeCancelled() throws Exception {
    TestCorpus first = localCorpus("a", 40);
    TestCorpus second = localCorpus("b", 40);
    serveWith(1.8, RunMemory.of(first.options()));
    FakeClipProbe.Gate gate = probe.holdAt("a20.mp4");
    String one = registry.submit(first.options()).id();
    await(one, run -> run.outcomes().written() == 20);
    String other = registry.submit(second.options()).id();
    await(other, run -> run.note().contains("memory"));

    registry.cancel(other);

    assertThat(await(other, RunState.CANCELLED).outcomes().settled()).isZero();
    gate.open();
    await(one, RunState.COMPLETED);
    assertThat(
            await(registry.submit(second.options()).id(), RunState.COMPLETED).outcomes().written())
        .isEqualTo(40);
  }

  @Test
  void aSubmissionThatNeverFitsIsRefusedWithTheHeapThatWouldDo() throws Exception {
    TestCorpus corpus = localCorpus("a", 40);
    serveWith(0.5, RunMemory.of(corpus.options()));

    assertThatThrownBy(() -> registry.submit(corpus.options()))
        .isInstanceOfSatisfying(
            NoMemoryException.class,
            e -> {
              assertThat(e).hasMessageContaining("40 rows need up to");
              assertThat(e.hint()).contains("INGEST_JAVA_OPTS=-Xmx");
              assertThat(e.isForNow()).isFalse();
            });

    assertThat(registry.list()).isEmpty();
    assertThat(Files.exists(corpus.folder.resolve("konvid_150k.jsonl"))).isFalse();
  }

  /** A service with room for so many of such runs. */
  private void serveWith(double times, RunMemory run) throws Exception {
    registry.close();
    engines.close();
    long heap = BASE + Math.round(run.running() * times * 4 / 3);
    engines =
        Engines.of(
                new WorkPool("download", 4, 4),
                Downloads.overOkHttp(TransferSettings.standard("test")),
                new WorkPool("probe", 4, 4),
                probe)
            .withStallAfter(Duration.ofMinutes(5))
            .with(new HeapBudget(heap));
    registry = RunRegistry.open(folder.resolve("state"), engines, settings());
  }
}
