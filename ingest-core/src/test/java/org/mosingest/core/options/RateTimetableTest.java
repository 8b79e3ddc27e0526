package org.mosingest.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rates by the time of the week, as rclone's users write them. */
final class RateTimetableTest {

  /** 2 March 2026 is a Monday; -1 stands for no limit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20M                                | 2026-03-02T00:00 | 20971520
          5MB                                | 2026-03-02T00:00 | 5000000
          off                                | 2026-03-02T00:00 | -1
          08:00,5M 19:00,off                 | 2026-03-02T07:59:59 | -1
          08:00,5M 19:00,off                 | 2026-03-02T08:00 | 5242880
          08:00,5M 19:00,off                 | 2026-03-02T18:59 | 5242880
          08:00,5M 19:00,off                 | 2026-03-02T19:00 | -1
          19:00,off 8:00,5M                  | 2026-03-02T08:00 | 5242880
          08:00,5M                           | 2026-03-02T03:00 | 5242880
          Mon-08:00,1K Sat-00:00,off         | 2026-03-02T07:00 | -1
          Mon-08:00,1K Sat-00:00,off         | 2026-03-04T00:00 | 1024
          mon-08:00,1K SAT-00:00,off         | 2026-03-07T00:00 | -1
          08:00,1K Sun-08:00,2K 20:00,off    | 2026-03-08T09:00 | 2048
          08:00,1K Sun-08:00,2K 20:00,off    | 2026-03-07T09:00 | 1024
          """)
  void theLatestTimeBeforeNowHolds(String text, LocalDateTime at, long rate) {
    assertThat(LimitOption.LIMIT_RATE.type().ofText(text).at(at).orElse(-1)).isEqualTo(rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "fast",
        "-1",
        "24:00,5M",
        "08:60,5M",
        "08:00",
        "08:00,0",
        "08:00,5M 19:00",
        "Foo-08:00,5M",
        "08:00 5M",
        "5M 6M",
        "08:00,5M,19:00,off"
      })
  void whatIsNoRateIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitOption.LIMIT_RATE.type().ofText(text))
        .withMessageContaining("08:00,5M 19:00,off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20M",
        "5MB",
        "1",
        "1023",
        "off",
        "08:00,5M 19:00,off",
        "Mon-08:00,1K Sat-00:00,off"
      })
  void aRateIsToldAsItIsGiven(String text) {
    RateTimetable rate = LimitOption.LIMIT_RATE.type().ofText(text);

    assertThat(rate.text()).isEqualTo(text);
    assertThat(RateTimetable.of(rate.text())).contains(rate);
  }

  @Test
  void aRateOfOneTimeHoldsAtAllTimes() {
    assertThat(LimitOption.LIMIT_RATE.type().ofText("08:00,5M").changesByItself()).isFalse();
  }
}
