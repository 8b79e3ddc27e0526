package org.mosingest.daemon.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pace learns of hosts of several kinds, played on a clock of its own. */
final class KeyPaceTest {

  private static final int MOST = 8;
  private static final long MILLI = 1_000_000L;

  /** A host, as it answers at a time of its own clock. */
  private interface Host {

    /** Refuses, with how long to wait (zero if it does not say), or null where it serves. */
    @Nullable Duration refusal(long now, int others);

    /** Whether it drops the connection instead of saying so. */
    default boolean drops() {
      return false;
    }
  }

  /** What a game came to. */
  private record Played(int requests, int inVain, long nanos) {}

  /**
   * Asks a host for so many things until each is served, and lets the pace decide when and how
   * many.
   */
  private static Played play(Host host, int things, long serviceNanos) {
    long now = 0;
    KeyPace pace = new KeyPace(MOST, now);
    int left = things;
    int requests = 0;
    int inVain = 0;
    record Flight(long began, long ends, @Nullable Duration refusal) {}
    List<Flight> flights = new ArrayList<>();
    while (left > 0 || !flights.isEmpty()) {
      while (left > 0 && flights.size() < pace.bound() && pace.nanosToWait(now) <= 0) {
        requests++;
        left--;
        pace.started(now);
        @Nullable Duration refusal = host.refusal(now, flights.size());
        flights.add(new Flight(now, now + (refusal == null ? serviceNanos : MILLI), refusal));
      }
      long next =
          flights.stream().mapToLong(Flight::ends).min().orElse(now + pace.nanosToWait(now));
      if (left > 0 && flights.size() < pace.bound()) {
        next = Math.min(next, now + Math.max(1, pace.nanosToWait(now)));
      }
      now = Math.max(now + 1, next);
      flights.sort(Comparator.comparingLong(Flight::ends));
      while (!flights.isEmpty() && flights.getFirst().ends() <= now) {
        Flight ended = flights.removeFirst();
        Duration refusal = ended.refusal();
        if (refusal == null) {
          pace.accepted(now);
        } else {
          inVain++;
          left++;
          if (host.drops()) {
            boolean _ = pace.dropped(ended.began(), now);
          } else {
            pace.refused(ended.began(), OptionalLong.empty(), refusal, now);
          }
        }
      }
    }
    return new Played(requests, inVain, now);
  }

  /** Serves so many in a sliding window, and says honestly when it will serve again. */
  private static Host limited(int most, Duration window) {
    Deque<Long> served = new ArrayDeque<>();
    return (now, others) -> {
      while (!served.isEmpty() && now - served.peek() >= window.toNanos()) {
        served.remove();
      }
      if (served.size() < most) {
        served.add(now);
        return null;
      }
      long wait = window.toNanos() - (now - served.element());
      // In whole seconds, as the header has it.
      return Duration.ofSeconds(Math.max(1, Math.ceilDiv(wait, 1_000 * MILLI)));
    };
  }

  @Test
  void aHostThatServesTwentyInFiveSecondsIsSeldomAskedInVainAndNotMuchSlowerThanItAllows() {
    Played played = play(limited(20, Duration.ofSeconds(5)), 200, 20 * MILLI);

    assertThat(played.inVain()).isLessThan(20);
    // At best 9 windows.
    assertThat(played.nanos()).isLessThan(Duration.ofSeconds(90).toNanos());
  }

  @Test
  void aHostThatTakesTwoConnectionsIsSeldomAskedInVain() {
    Host busy = (now, others) -> others < 2 ? null : Duration.ZERO;

    assertThat(play(busy, 200, 50 * MILLI).inVain()).isLessThan(20);
  }

  @Test
  void aHostThatResetsWhatIsTooMuchIsSeldomAskedInVain() {
    Host curt =
        new Host() {
          @Override
          public @Nullable Duration refusal(long now, int others) {
            return others < 2 ? null : Duration.ZERO;
          }

          @Override
          public boolean drops() {
            return true;
          }
        };

    assertThat(play(curt, 200, 50 * MILLI).inVain()).isLessThan(20);
  }

  @Test
  void aHostThatTakesAllIsAskedAsMuchAsTheBoundAllows() {
    Played played = play((now, others) -> null, 800, 10 * MILLI);

    assertThat(played.inVain()).isZero();
    assertThat(played.nanos()).isLessThanOrEqualTo(1_001 * MILLI);
  }

  @Test
  void aHostThatWasBusyOnceIsAskedAsMuchAsBeforeInTheEnd() {
    KeyPace pace = new KeyPace(MOST, 0);
    pace.started(0);
    pace.refused(0, OptionalLong.empty(), Duration.ofSeconds(1), MILLI);
    assertThat(pace.bound()).isEqualTo(MOST / 2);
    assertThat(pace.nanosToWait(MILLI)).isEqualTo(1_000 * MILLI);

    for (int i = 0; i < 1_000; i++) {
      pace.accepted(2 * MILLI);
    }

    assertThat(pace.bound()).isEqualTo(MOST);
    assertThat(pace.interval()).isZero();
    assertThat(pace.isForgotten(5_000 * MILLI)).isTrue();
  }

  @Test
  void oneThingThatIsAlwaysDroppedSlowsNoOther() {
    KeyPace pace = new KeyPace(MOST, 0);
    int forgiven = 0;
    for (int i = 0; i < 400; i++) {
      if (i % 10 == 0) {
        forgiven += pace.dropped(i * MILLI, (i + 1) * MILLI) ? 1 : 0;
      } else {
        pace.accepted(i * MILLI);
      }
    }

    assertThat(forgiven).isZero();
    assertThat(pace.bound()).isEqualTo(MOST);
  }

  /**
   * It asks for a second each time, and waits twice as long as all others before it comes again.
   */
  @Test
  void oneThingThatIsAlwaysRefusedSlowsNoOther() {
    KeyPace pace = new KeyPace(MOST, 0);
    OptionalLong before = OptionalLong.empty();
    long again = 0;
    int taken = 0;
    for (long now = 0; now < 60_000 * MILLI; now += 25 * MILLI) {
      for (int i = 0; i < pace.bound() && pace.nanosToWait(now) <= 0; i++) {
        pace.started(now);
        if (now >= again) {
          pace.refused(now, before, Duration.ofSeconds(1), now + 1);
          before = OptionalLong.of(now + 1);
          again = now + 2_000 * MILLI;
        } else {
          pace.accepted(now);
          taken++;
        }
      }
    }

    assertThat(pace.bound()).isEqualTo(MOST);
    assertThat(pace.interval()).isZero();
    assertThat(taken).isGreaterThan(10_000);
  }

  @Test
  void whatBeganBeforeACutDoesNotCutAgain() {
    KeyPace pace = new KeyPace(MOST, 0);
    for (int i = 0; i < MOST; i++) {
      pace.refused(0, OptionalLong.empty(), Duration.ZERO, 10 + i);
    }

    assertThat(pace.bound()).isEqualTo(MOST / 2);
  }

  @Test
  void anotherBoundKeepsWhatWasLearnt() {
    KeyPace uncut = new KeyPace(8, 0);
    uncut.limit(12);
    assertThat(uncut.bound()).isEqualTo(12);
    uncut.limit(3);
    assertThat(uncut.bound()).isEqualTo(3);
    assertThat(uncut.isForgotten(1)).isTrue();

    KeyPace cut = new KeyPace(8, 0);
    cut.refused(0, OptionalLong.empty(), Duration.ZERO, 1);
    assertThat(cut.bound()).isEqualTo(4);
    cut.limit(16);
    assertThat(cut.bound()).as("the host takes four, whatever is allowed").isEqualTo(4);
    cut.limit(2);
    assertThat(cut.bound()).isEqualTo(2);
  }
}
