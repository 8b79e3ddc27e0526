package org.mosingest.daemon.runs.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateWindowTest {

  private static final long SECOND = 1_000_000_000L;

  private final RateWindow rates = new RateWindow(Duration.ofSeconds(30));

  @Test
  void saysNothingBeforeItHasSeenTimePass() {
    assertThat(rates.clipsPerS()).isZero();
    rates.sample(5 * SECOND, 10, 1000);
    assertThat(rates.clipsPerS()).isZero();
    rates.sample(5 * SECOND, 20, 2000);
    assertThat(rates.bytesPerS()).isZero();
  }

  @Test
  void takesTheRateOverTheWindowOnly() {
    for (int s = 0; s <= 100; s++) {
      rates.sample(s * SECOND, Math.min(s, 50) * 4L, s * 1000L);
    }
    assertThat(rates.bytesPerS()).isEqualTo(1000.0);
    assertThat(rates.clipsPerS()).isZero();
  }

  @Test
  void forgetsABurstAsItLeavesTheWindow() {
    rates.sample(0, 0, 0);
    rates.sample(SECOND, 300, 0);
    assertThat(rates.clipsPerS()).isEqualTo(300.0);
    rates.sample(10 * SECOND, 300, 0);
    assertThat(rates.clipsPerS()).isEqualTo(30.0);
    rates.sample(40 * SECOND, 300, 0);
    assertThat(rates.clipsPerS()).isZero();
  }

  @Test
  void survivesAClockThatBeginsBelowZero() {
    rates.sample(Long.MIN_VALUE + 1, 0, 0);
    rates.sample(Long.MIN_VALUE + 1 + SECOND, 7, 70);
    assertThat(rates.clipsPerS()).isEqualTo(7.0);
    assertThat(rates.bytesPerS()).isEqualTo(70.0);
  }

  @Test
  void tellsHowLongTheRestTakesAtTheRateOfTheWindow() {
    assertThat(rates.etaS(10)).isEmpty();
    rates.sample(0, 0, 0);
    rates.sample(10 * SECOND, 1000, 0);
    rates.sample(35 * SECOND, 1050, 5_000);
    assertThat(rates.clipsPerS()).isEqualTo(2.0);
    assertThat(rates.bytesPerS()).isEqualTo(200.0);
    assertThat(rates.etaS(10)).hasValue(5);
  }

  @Test
  void saysNothingOfTheRestOnceItHasTakenLongerThanItShould() {
    for (int s = 0; s <= 10; s++) {
      rates.sample(s * SECOND, s * 80L, 0);
    }
    assertThat(rates.etaS(1)).hasValue(1);
    rates.sample(13 * SECOND, 800, 0);
    assertThat(rates.etaS(1)).as("a short wait").hasValue(1);
    assertThat(rates.etaS(8000)).hasValue(130);
    rates.sample(14 * SECOND, 800, 0);
    assertThat(rates.etaS(1)).as("one that waits").isEmpty();
    assertThat(rates.etaS(8000)).as("many more").hasValue(140);
    rates.sample(15 * SECOND, 801, 0);
    assertThat(rates.etaS(1)).as("it has moved").hasValue(1);
  }

  @Test
  void refusesAnEmptyWindow() {
    assertThatIllegalArgumentException().isThrownBy(() -> new RateWindow(Duration.ZERO));
  }
}
