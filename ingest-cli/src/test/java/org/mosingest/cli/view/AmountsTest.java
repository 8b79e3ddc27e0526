package org.mosingest.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountsTest {

  @ParameterizedTest
  @CsvSource({
    "0,0.0/s",
    "0.01,0.6/min",
    "0.94,56.4/min",
    "0.95,1.0/s",
    "12.34,12.3/s",
    "1234,1234/s"
  })
  void saysSlowRatesByTheMinute(double rate, String said) {
    assertThat(Amounts.rate(rate)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({
    "-5,0s",
    "59,59s",
    "60,1m 00s",
    "3599,59m 59s",
    "3600,1h 00m",
    "86399,23h 59m",
    "180000,2d 02h"
  })
  void saysDurations(long seconds, String said) {
    assertThat(Amounts.duration(seconds)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource({"0,0,-", "0,10,0.0%", "149999,150000,99.9%", "150000,150000,100.0%", "5,150000,0.0%"})
  void saysAHundredPercentOnlyAtTheEnd(long part, long whole, String said) {
    assertThat(Amounts.percent(part, whole)).isEqualTo(said);
  }

  @Test
  void saysTimesInUtc() {
    assertThat(Amounts.minute(Instant.parse("2026-11-23T06:05:59Z")))
        .isEqualTo("2026-11-23 06:05Z");
    assertThat(Amounts.eta(OptionalLong.empty())).isEqualTo("-");
  }
}
