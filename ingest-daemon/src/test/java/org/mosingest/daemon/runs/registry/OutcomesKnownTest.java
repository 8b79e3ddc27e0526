package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.probe.FakeClipProbe;
import org.mosingest.daemon.history.RunHistories;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;

/** What is shown of a run counts outcomes that are known, though an early row holds up the file. */
class OutcomesKnownTest extends RegistryTestBase {

  private static final int LOCAL = 30;
  private static final int LOST = 20;
  private static final Outcomes KNOWN = new Outcomes(LOCAL + LOST, 2, 0, LOST, 0, LOCAL - 3, 0);

  private String id = "";
  private TestCorpus corpus = unsetCorpus();

  /** The third row never ends; all others do. */
  @BeforeEach
  void submitted() throws Exception {
    corpus = corpus("o");
    for (int i = 0; i < LOCAL; i++) {
      corpus.local("o" + i + ".mp4");
      if (i >= LOCAL - LOST) {
        corpus.remote("lost" + i + ".mp4", "");
      }
    }
    probe.holdAt("o2.mp4");
    id = registry.submit(corpus.options()).id();
    await(id, run -> run.outcomes().settled() == LOCAL + LOST - 1);
  }

  @Test
  void whatWaitsForAnEarlierRowIsSettledAndShownAsWaiting() {
    assertThat(registry.find(id).orElseThrow().outcomes()).isEqualTo(KNOWN);
  }

  @Test
  void attritionIsOfTheOutcomesKnown() {
    assertThat(registry.find(id).orElseThrow().outcomes().attrition())
        .isEqualTo((double) LOST / (LOCAL + LOST - 1), within(1e-12));
  }

  @Test
  void failuresAreCountedByReasonAndByHostAndListed() throws Exception {
    RunSnapshot shown = registry.find(id).orElseThrow();

    assertThat(shown.failures()).isEqualTo(Map.of("no-url-in-manifest", LOST));
    assertThat(registry.failures(id, FailureFilter.NONE, 100, 0).failures())
        .hasSize(LOST)
        .extracting(ClipFailure::row)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(registry.failuresByHost(id).stream().mapToInt(HostFailures::failures).sum())
        .isEqualTo(LOST);
  }

  @Test
  void theHistoryGrowsThoughNoRowIsWritten() {
    try (RunHistories histories = RunHistories.start(registry)) {
      assertThat(histories.of(registry.find(id).orElseThrow()).samples().getLast())
          .satisfies(
              sample -> {
                assertThat(sample.settled()).isEqualTo(LOCAL + LOST - 1);
                assertThat(sample.failed()).isEqualTo(LOST);
              });
    }
  }

  @Test
  void rateAndTimeLeftAreOfTheOutcomesKnown() throws Exception {
    TestCorpus other = localCorpus("r", 6);
    probe.holdAt("r0.mp4");
    FakeClipProbe.Gate second = probe.holdAt("r1.mp4");
    String held = registry.submit(other.options()).id();
    // Time at work is noted with each sample of the rates; in less, all times left are a second.
    Duration enough = Duration.ofMillis(1_200);
    await(held, run -> run.outcomes().settled() == 4 && run.times().active().compareTo(enough) > 0);

    second.open();

    RunSnapshot moved =
        await(held, run -> run.outcomes().settled() == 5 && run.traffic().clipsPerS() > 0);
    assertThat(moved.outcomes().written()).isZero();
    assertThat(moved.traffic().etaS()).hasValue((long) Math.ceil(1 / moved.traffic().clipsPerS()));
  }

  @Test
  void whatWasShownStandsWhenTheRunIsCancelled() throws Exception {
    registry.cancel(id);

    assertThat(await(id, RunState.CANCELLED).outcomes()).isEqualTo(KNOWN);
  }

  @Test
  void aRetryOfWhatFailedBehindARowThatHungDoesEachRowOnce() throws Exception {
    registry.cancel(id);
    await(id, RunState.CANCELLED);
    probe = new FakeClipProbe();
    restart(settings());

    registry.retry(id, new RetryChoice.All());

    assertThat(await(id, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(LOCAL + LOST, LOCAL, 0, LOST, 0, 0, 0));
    assertThat(corpus.written()).hasSize(LOCAL).doesNotHaveDuplicates();
  }

  @Test
  void whatWasShownStandsOverARestartAndIsWrittenOnce() throws Exception {
    restart(settings());

    assertThat(registry.find(id).orElseThrow().outcomes().settled())
        .isGreaterThanOrEqualTo(LOCAL + LOST - 1);
    probe = new FakeClipProbe();
    restart(settings());
    assertThat(await(id, RunState.COMPLETED).outcomes())
        .isEqualTo(new Outcomes(LOCAL + LOST, LOCAL, 0, LOST, 0, 0, 0));
    assertThat(registry.find(id).orElseThrow().failures())
        .isEqualTo(Map.of("no-url-in-manifest", LOST));
    assertThat(corpus.written()).hasSize(LOCAL).doesNotHaveDuplicates();
  }

  @SuppressWarnings("NullAway")
  private static TestCorpus unsetCorpus() {
    return null;
  }
}
