package org.mosingest.daemon.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ThinnedSamplesTest {

  @Test
  void aWeekIsSpannedBySomeHundredSamplesEvenlySpaced() {
    ThinnedSamples history = new ThinnedSamples(600);
    long week = 7 * 86_400;
    for (long second = 0; second <= week; second++) {
      history.add(new RunHistory.Sample(second, (int) (second / 4), 0, second * 1000, 0), false);
      assertThat(history.samples().size()).isLessThanOrEqualTo(600);
    }
    List<RunHistory.Sample> samples = history.samples();

    assertThat(samples.size()).isBetween(300, 600);
    assertThat(samples.getFirst().atS()).isZero();
    assertThat(week - samples.getLast().atS()).isLessThan(history.everyS());
    for (int i = 2; i < samples.size() - 1; i++) {
      assertThat(samples.get(i).atS() - samples.get(i - 1).atS())
          .isBetween(history.everyS() / 2, history.everyS() * 2);
    }
  }

  @Test
  void theBeginningOfAStretchIsNotedHoweverSoonItComes() {
    ThinnedSamples history = new ThinnedSamples(4);
    for (long second = 0; second < 100; second++) {
      history.add(new RunHistory.Sample(second, (int) second, 0, 0, 0), false);
    }
    assertThat(history.stretches()).isEqualTo(1);
    RunHistory.Sample begun = new RunHistory.Sample(100, 80, 0, 0, 1);
    history.add(begun, false);

    assertThat(history.samples().getLast()).isEqualTo(begun);
    assertThat(history.stretches()).isEqualTo(2);
  }

  @Test
  void theEndIsNotedWheneverItComes() {
    ThinnedSamples history = new ThinnedSamples(4);
    for (long second = 0; second < 100; second++) {
      history.add(new RunHistory.Sample(second, (int) second, 0, 0, 0), false);
    }
    assertThat(history.everyS()).isGreaterThan(1);
    history.add(new RunHistory.Sample(100, 1000, 7, 0, 0), true);

    assertThat(history.samples().getLast()).isEqualTo(new RunHistory.Sample(100, 1000, 7, 0, 0));
  }
}
