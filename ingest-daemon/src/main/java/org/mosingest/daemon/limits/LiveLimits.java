package org.mosingest.daemon.limits;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.RateTimetable;
import org.mosingest.daemon.pool.WorkPool;
import org.mosingest.transfer.Downloads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The limits that hold while downloads are under way: changed on demand, and the rate by its
 * timetable. The clock is asked once a second, so that a machine that slept, or whose clock was
 * set, has the rate of the hour a second later.
 *
 * <p>Safe for many threads. Its lock comes before the pool's.
 */
public final class LiveLimits implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveLimits.class);

  private final WorkPool pool;
  private final Consumer<OptionalLong> transfers;
  private final Clock clock;
  private final ScheduledExecutorService ticking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rate-timetable").factory());

  @GuardedBy("this")
  private RateTimetable rate;

  @GuardedBy("this")
  private OptionalLong inForce;

  private LiveLimits(
      WorkPool pool, Consumer<OptionalLong> transfers, RateTimetable rate, Clock clock) {
    this.pool = pool;
    this.transfers = transfers;
    this.clock = clock;
    this.rate = rate;
    this.inForce = rate.at(LocalDateTime.now(clock));
  }

  /**
   * Limits by this machine's clock.
   *
   * @param pool bounds the downloads; as it is now until it is changed
   * @param downloads what is limited to the rate
   */
  public static LiveLimits start(WorkPool pool, Downloads downloads, RateTimetable rate) {
    return start(pool, downloads::limitRate, rate, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * Limits by any clock.
   *
   * @param transfers told of each rate that comes to hold, in bytes a second, empty for no limit;
   *     on any thread, one after the other
   */
  public static LiveLimits start(
      WorkPool pool, Consumer<OptionalLong> transfers, RateTimetable rate, Clock clock) {
    LiveLimits limits = new LiveLimits(pool, transfers, rate, clock);
    limits.apply();
    var _ = limits.ticking.scheduleWithFixedDelay(limits::look, 1, 1, TimeUnit.SECONDS);
    return limits;
  }

  private synchronized void apply() {
    transfers.accept(inForce);
  }

  private synchronized void look() {
    OptionalLong now = rate.at(LocalDateTime.now(clock));
    if (!now.equals(inForce)) {
      inForce = now;
      transfers.accept(now);
      LOG.info("downloads are now limited to {}, by the timetable", words(now));
    }
  }

  /** What holds now. */
  public synchronized Limits now() {
    return new Limits(pool.load().size(), pool.perKey(), rate, inForce);
  }

  /**
   * Changes what is given; the rest stays. Lowered, the downloads that began last stop where they
   * can be continued, and wait for their turn.
   *
   * @param given options of {@link LimitOption}
   * @return what holds now
   */
  public synchronized Limits change(OptionValues given) {
    pool.resize(
        given.find(LimitOption.DOWNLOADS).orElseGet(() -> pool.load().size()),
        given.find(LimitOption.PER_HOST).orElseGet(pool::perKey));
    given
        .find(LimitOption.LIMIT_RATE)
        .ifPresent(
            other -> {
              rate = other;
              inForce = other.at(LocalDateTime.now(clock));
              transfers.accept(inForce);
            });
    Limits now = now();
    LOG.info(
        "limits are now: downloads {}, per host {}, rate {}",
        now.downloads(),
        now.perHost(),
        now.rate().text());
    return now;
  }

  private static String words(OptionalLong bytesPerS) {
    return bytesPerS.isPresent()
        ? RateTimetable.always(bytesPerS.getAsLong()).text() + " a second"
        : "no rate";
  }

  /** The rate that holds now stays; its timetable is not looked at again. */
  @Override
  public void close() {
    ticking.shutdownNow();
  }
}
