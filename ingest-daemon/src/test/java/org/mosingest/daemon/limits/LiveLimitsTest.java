package org.mosingest.daemon.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.daemon.pool.WorkPool;

/** The rate follows the clock, and the hand before it. */
@Timeout(180)
final class LiveLimitsTest {

  private static final OptionalLong OFF = OptionalLong.empty();
  private static final OptionalLong FIVE = OptionalLong.of(5 << 20);

  private final BlockingQueue<OptionalLong> rates = new LinkedBlockingQueue<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-02T06:59:59Z"));

  @Test
  void theRateFollowsItsTimetable() throws Exception {
    RateTimetable office = LimitOption.LIMIT_RATE.type().ofText("08:00,5M 19:00,off");
    try (WorkPool pool = new WorkPool("download", 16, 8);
        LiveLimits limits = LiveLimits.start(pool, rates::add, office, clock())) {
      assertThat(next()).as("a second before eight in Vienna").isEqualTo(OFF);
      at("2026-03-02T07:00:00Z");
      assertThat(next()).as("eight").isEqualTo(FIVE);
      assertThat(limits.now().bytesPerS()).isEqualTo(FIVE);
      at("2026-03-02T18:00:00Z");
      assertThat(next()).as("seven in the evening").isEqualTo(OFF);
      at("2026-03-29T06:00:00Z");
      assertThat(next()).as("eight on the day on which summer time begins").isEqualTo(FIVE);

      limits.change(LimitsJson.read(bytes("{\"limit_rate\": 1000}")));
      assertThat(next()).isEqualTo(OptionalLong.of(1000));
      at("2026-03-29T18:00:00Z");
      limits.change(LimitsJson.read(bytes("{\"limit_rate\": \"off\"}")));
      assertThat(next()).as("no timetable any more").isEqualTo(OFF);
      limits.change(LimitsJson.read(bytes("{\"limit_rate\": \"19:00,5M 20:30,2M\"}")));
      assertThat(next()).as("a timetable that is given holds at once").isEqualTo(FIVE);
    }
  }

  @Test
  void whatIsNotGivenStays() throws Exception {
    try (WorkPool pool = new WorkPool("download", 16, 8);
        LiveLimits limits = LiveLimits.start(pool, rates::add, RateTimetable.always(9), clock())) {
      limits.change(LimitsJson.read(bytes("{\"downloads\": 3}")));
      assertThat(limits.now())
          .isEqualTo(new Limits(3, 8, RateTimetable.always(9), OptionalLong.of(9)));
      limits.change(LimitsJson.read(bytes("{\"per_host\": 2}")));
      limits.change(LimitsJson.read(bytes("{}")));
      assertThat(limits.now())
          .isEqualTo(new Limits(3, 2, RateTimetable.always(9), OptionalLong.of(9)));
    }
  }

  @Test
  void allThatIsWrongIsToldAndNothingOfItDone() {
    assertThatExceptionOfType(BadOptionsException.class)
        .isThrownBy(
            () ->
                LimitsJson.read(
                    bytes(
                        "{\"downloads\": 0, \"per_host\": \"2\", \"limit_rate\": 0, \"probes\":"
                            + " 1}")))
        .withMessageContainingAll("downloads: ", "per_host: ", "limit_rate: ", "probes");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneId.of("Europe/Vienna");
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Instant instant() {
        return now.get();
      }
    };
  }

  private void at(String instant) {
    now.set(Instant.parse(instant));
  }

  private @Nullable OptionalLong next() throws InterruptedException {
    return rates.poll(60, TimeUnit.SECONDS);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
