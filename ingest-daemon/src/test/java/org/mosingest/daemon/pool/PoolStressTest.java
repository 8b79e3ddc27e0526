package org.mosingest.daemon.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A pool under work that moves between keys, comes again later, throws, is interrupted, held and
 * closed at moments of chance: its bounds hold all the time, no work is done twice or lost, and
 * nothing is left behind. A failure names its seed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class PoolStressTest {

  private static final int SIZE = 6;
  private static final int PER_KEY = 2;
  private static final int LANES = 3;
  private static final int KEYS = 4;
  private static final int WORK = 60;
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void boundsHoldAndNothingIsLeftBehind() throws Exception {
    rounds(20);
  }

  @Test
  @Tag("soak")
  void boundsHoldAndNothingIsLeftBehindForLong() throws Exception {
    rounds(5_000);
  }

  private static void rounds(int rounds) throws Exception {
    long first = Long.getLong("stress.seed", System.nanoTime());
    for (long seed = first; seed < first + rounds; seed++) {
      try {
        new Round(seed).play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with -Dstress.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** One pool's life. */
  private static final class Round {
    private final Random random;
    private final WorkPool pool = new WorkPool("stress", SIZE, PER_KEY);
    private final AtomicInteger inside = new AtomicInteger();
    private final Map<String, AtomicInteger> atKey = new ConcurrentHashMap<>();
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();
    private final AtomicInteger under = new AtomicInteger();
    private final Queue<String> broken = new ConcurrentLinkedQueue<>();

    private Round(long seed) {
      this.random = new Random(seed);
    }

    private void play() throws Exception {
      List<Lane> lanes = new ArrayList<>();
      List<Integer> expected = new ArrayList<>();
      int closedLane = random.nextInt(LANES);
      for (int l = 0; l < LANES; l++) {
        Lane lane =
            pool.lane(
                fault -> {
                  if (!(fault instanceof InterruptedException)
                      && !"on purpose".equals(fault.getMessage())) {
                    broken.add("a lane was told of " + fault);
                  }
                });
        lanes.add(lane);
        for (int w = 0; w < WORK; w++) {
          int id = l * WORK + w;
          if (l != closedLane) {
            expected.add(id);
          }
          submit(lane, id, key(random.nextInt(KEYS)), key(random.nextInt(KEYS)), random.nextInt(4));
        }
      }
      for (int i = 0; i < 10; i++) {
        Lane lane = lanes.get(random.nextInt(LANES));
        switch (random.nextInt(3)) {
          case 0 -> lane.hold();
          case 1 -> lane.interruptRunning();
          default -> lane.release();
        }
        LockSupport.parkNanos(random.nextInt(50_000));
      }
      lanes.get(closedLane).close();
      lanes.forEach(Lane::release);
      long deadline = System.nanoTime() + LONG.toNanos();
      while (!done.containsAll(expected) && System.nanoTime() < deadline) {
        LockSupport.parkNanos(100_000);
      }
      for (Lane lane : lanes) {
        assertThat(lane.awaitIdle(LONG)).isTrue();
      }
      assertThat(broken).isEmpty();
      assertThat(done).containsAll(expected);
      assertThat(pool.load()).isEqualTo(new WorkPool.Load(SIZE, 0, 0));
      // No place was taken for good: as much work as there are places gets in at once.
      pool.close();
      assertThat(under).hasValue(0);
    }

    private static String key(int number) {
      return number == 0 ? WorkPool.NO_KEY : "host-" + number;
    }

    private void submit(Lane lane, int id, String key, String other, int kind) {
      Work again = slot -> work(lane, id, key, other, kind, slot);
      lane.submit(key, again);
    }

    private void work(Lane lane, int id, String key, String other, int kind, Work.Slot slot)
        throws Exception {
      under.incrementAndGet();
      enter(inside, SIZE, "places");
      try {
        at(key, () -> {});
        if (kind == 1) {
          slot.moveTo(other);
          at(other, () -> LockSupport.parkNanos(1));
        }
      } catch (InterruptedException e) {
        // As a transfer does: it comes again, unless its lane is closed.
        submit(lane, id, key, other, kind);
        throw e;
      } finally {
        inside.decrementAndGet();
        under.decrementAndGet();
      }
      if (kind == 2) {
        lane.submitAfter(Duration.ofMillis(1), key, next -> work(lane, id, key, other, 0, next));
        return;
      }
      if (!done.add(id)) {
        broken.add("work " + id + " was done twice");
      }
      if (kind == 3) {
        throw new IllegalStateException("on purpose");
      }
    }

    private void at(String key, Runnable stay) {
      if (key.equals(WorkPool.NO_KEY)) {
        stay.run();
        return;
      }
      AtomicInteger count = atKey.computeIfAbsent(key, _ -> new AtomicInteger());
      enter(count, PER_KEY, "places at " + key);
      stay.run();
      count.decrementAndGet();
    }

    private void enter(AtomicInteger count, int most, String what) {
      int now = count.incrementAndGet();
      if (now > most) {
        broken.add(now + " of " + most + " " + what);
      }
    }
  }
}
