package org.mosingest.daemon.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
final class WorkPoolTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
  private final List<WorkPool> pools = new ArrayList<>();

  @AfterEach
  void closePools() {
    pools.forEach(WorkPool::close);
  }

  @Test
  void noMoreWorkThanThePoolsSizeIsUnderWayAndAllIsDone() throws InterruptedException {
    int tasks = 5_000;
    Gauge gauge = new Gauge();
    CountDownLatch done = new CountDownLatch(tasks);
    Lane lane = pool(7, 7).lane(faults::add);
    for (int i = 0; i < tasks; i++) {
      lane.submit(
          WorkPool.NO_KEY,
          slot -> {
            gauge.enter();
            Thread.onSpinWait();
            gauge.leave();
            done.countDown();
          });
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(gauge.most()).isLessThanOrEqualTo(7);
    assertThat(faults).isEmpty();
  }

  @Test
  void allPlacesOfThePoolAreUsed() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(5);
    Lane lane = pool(5, 5).lane(faults::add);
    for (int i = 0; i < 5; i++) {
      lane.submit(
          "host",
          slot -> {
            together.countDown();
            together.await();
          });
    }

    assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void noMoreWorkThanItsBoundIsUnderWayForAKey() throws InterruptedException {
    int tasks = 4_000;
    CountDownLatch done = new CountDownLatch(tasks);
    ConcurrentMap<String, Gauge> gauges = new ConcurrentHashMap<>();
    Gauge all = new Gauge();
    WorkPool pool = pool(8, 3);
    List<Lane> lanes = List.of(pool.lane(faults::add), pool.lane(faults::add));
    Random random = new Random(3);
    for (int i = 0; i < tasks; i++) {
      String key = "host-" + random.nextInt(4);
      String next = "host-" + random.nextInt(4);
      lanes
          .get(i % 2)
          .submit(
              key,
              slot -> {
                all.enter();
                gauges.computeIfAbsent(key, k -> new Gauge()).during();
                slot.moveTo(next);
                gauges.computeIfAbsent(next, k -> new Gauge()).during();
                all.leave();
                done.countDown();
              });
    }

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(all.most()).isLessThanOrEqualTo(8);
    assertThat(gauges.values())
        .allSatisfy(gauge -> assertThat(gauge.most()).isLessThanOrEqualTo(3));
    assertThat(faults).isEmpty();
  }

  @Test
  void whoStepsAsideLeavesThePlaceToOthersAndGetsOneAgain() throws InterruptedException {
    WorkPool pool = pool(1, 4);
    Lane lane = pool.lane(faults::add);
    Queue<String> order = new ConcurrentLinkedQueue<>();
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(4);
    for (int i = 0; i < 3; i++) {
      lane.submit(
          "pages",
          slot -> {
            slot.stepAside();
            answered.await();
            slot.stepBack();
            order.add("page");
            slot.moveTo("media");
            done.countDown();
          });
    }
    CountDownLatch between = new CountDownLatch(1);
    lane.submit(
        "files",
        slot -> {
          answered.countDown();
          between.await();
          done.countDown();
        });
    assertThat(answered.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.load().active()).isEqualTo(1);
    between.countDown();

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(lane.awaitIdle(SOON)).isTrue();
    assertThat(order).containsExactly("page", "page", "page");
    assertThat(pool.load().active()).isZero();
    assertThat(faults).isEmpty();
  }

  @Test
  void whoIsStoppedAsideHoldsNothing() throws InterruptedException {
    WorkPool pool = pool(1, 1);
    Lane lane = pool.lane(faults::add);
    CountDownLatch aside = new CountDownLatch(1);
    lane.submit(
        "pages",
        slot -> {
          slot.stepAside();
          aside.countDown();
          new CountDownLatch(1).await();
        });
    assertThat(aside.await(60, TimeUnit.SECONDS)).isTrue();
    lane.interruptRunning();
    CountDownLatch next = new CountDownLatch(1);
    lane.submit("pages", slot -> next.countDown());

    assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(faults).hasOnlyElementsOfType(InterruptedException.class);
  }

  @Test
  void slowKeyDoesNotHoldUpTheOthers() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch fast = new CountDownLatch(200);
    WorkPool pool = pool(4, 2);
    Lane lane = pool.lane(faults::add);
    for (int i = 0; i < 100; i++) {
      lane.submit("slow", slot -> release.await());
    }
    for (int i = 0; i < 200; i++) {
      lane.submit("fast-" + i % 3, slot -> fast.countDown());
    }

    assertThat(fast.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.load().queued()).isEqualTo(98);
    release.countDown();
  }

  @Test
  void laneWithMuchWorkDoesNotHoldUpALaneWithLittle() throws InterruptedException {
    WorkPool pool = pool(1, 1);
    AtomicInteger startsOfLarge = new AtomicInteger();
    CountDownLatch gate = new CountDownLatch(1);
    Lane large = pool.lane(faults::add);
    Lane small = pool.lane(faults::add);
    for (int i = 0; i < 10_000; i++) {
      large.submit(
          "host-" + i % 10,
          slot -> {
            gate.await();
            startsOfLarge.incrementAndGet();
          });
    }
    CountDownLatch smallDone = new CountDownLatch(10);
    Queue<Integer> startsBeforeSmall = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 10; i++) {
      small.submit(
          "other",
          slot -> {
            startsBeforeSmall.add(startsOfLarge.get());
            smallDone.countDown();
          });
    }
    gate.countDown();

    assertThat(smallDone.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(startsBeforeSmall)
        .as("one was under way, then the lanes take turns")
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void lanesTakeTurns() throws InterruptedException {
    WorkPool pool = pool(1, 1);
    Queue<String> order = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(13);
    CountDownLatch gate = new CountDownLatch(1);
    Lane a = pool.lane(faults::add);
    Lane b = pool.lane(faults::add);
    a.submit(WorkPool.NO_KEY, slot -> gate.await());
    for (int i = 0; i < 10; i++) {
      a.submit("h", slot -> note(order, "a", done));
    }
    for (int i = 0; i < 3; i++) {
      b.submit("h", slot -> note(order, "b", done));
    }
    gate.countDown();

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(String.join("", order)).isEqualTo("bababaaaaaaaa");
  }

  @Test
  void keysOfALaneTakeTurnsAndAKeyKeepsItsOrder() throws InterruptedException {
    WorkPool pool = pool(1, 1);
    Queue<String> order = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(6);
    Lane lane = pool.lane(faults::add);
    lane.hold();
    for (String work : List.of("x1", "x2", "x3", "y1", "y2", "z1")) {
      lane.submit(work.substring(0, 1), slot -> note(order, work + " ", done));
    }
    lane.release();

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(String.join("", order)).isEqualTo("x1 y1 z1 x2 y2 x3 ");
  }

  @Test
  void raisedBoundsLetWorkStartAtOnce() throws InterruptedException {
    CountDownLatch two = new CountDownLatch(2);
    CountDownLatch six = new CountDownLatch(6);
    CountDownLatch end = new CountDownLatch(1);
    WorkPool pool = pool(4, 2);
    Lane lane = pool.lane(faults::add);
    for (int i = 0; i < 6; i++) {
      lane.submit(
          "host",
          slot -> {
            two.countDown();
            six.countDown();
            end.await();
          });
    }
    assertThat(two.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(4, 2, 4));

    pool.resize(8, 6);

    assertThat(six.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(8, 6, 0));
    assertThat(pool.perKey()).isEqualTo(6);
    end.countDown();
  }

  @Test
  void loweredBoundsInterruptWhatBeganLastAndNothingElse() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(8);
    CountDownLatch end = new CountDownLatch(1);
    Queue<Integer> interrupted = new ConcurrentLinkedQueue<>();
    WorkPool pool = pool(8, 8);
    Lane lane = pool.lane(faults::add);
    for (int i = 0; i < 8; i++) {
      int number = i;
      lane.submit(
          i < 5 ? "a" : "b",
          slot -> {
            begun.countDown();
            try {
              end.await();
            } catch (InterruptedException e) {
              interrupted.add(number);
            }
          });
    }
    assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

    pool.resize(4, 3);
    pool.resize(4, 3);

    awaitActive(pool, 4);
    assertThat(interrupted).containsExactlyInAnyOrder(3, 4, 6, 7);
    lane.submit("c", slot -> {});
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(4, 4, 1));
    end.countDown();
    assertThat(lane.awaitIdle(SOON)).isTrue();
    assertThat(faults).isEmpty();
  }

  @Test
  void boundsBelowOneAreRefusedAndChangeNothing() {
    WorkPool pool = pool(4, 2);

    assertThatIllegalArgumentException().isThrownBy(() -> pool.resize(0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> pool.resize(4, 0));
    assertThat(pool.load().size()).isEqualTo(4);
  }

  private static void awaitActive(WorkPool pool, int wanted) {
    long deadline = System.nanoTime() + SOON.toNanos();
    while (pool.load().active() != wanted) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void note(Queue<String> order, String what, CountDownLatch done) {
    order.add(what);
    done.countDown();
  }

  @Test
  void movingFreesTheOldKeyAndWaitsForTheNew() throws InterruptedException {
    WorkPool pool = pool(3, 1);
    Lane lane = pool.lane(faults::add);
    CountDownLatch holdsB = new CountDownLatch(1);
    CountDownLatch releaseB = new CountDownLatch(1);
    CountDownLatch nextAtA = new CountDownLatch(1);
    CountDownLatch moved = new CountDownLatch(1);
    lane.submit(
        "b",
        slot -> {
          holdsB.countDown();
          releaseB.await();
        });
    assertThat(holdsB.await(60, TimeUnit.SECONDS)).isTrue();
    lane.submit(
        "a",
        slot -> {
          slot.moveTo("b");
          moved.countDown();
        });
    lane.submit("a", slot -> nextAtA.countDown());

    assertThat(nextAtA.await(60, TimeUnit.SECONDS)).as("the old key is free").isTrue();
    assertThat(moved.getCount()).as("the new key is not").isEqualTo(1);
    releaseB.countDown();
    assertThat(moved.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void worksThatSwapTheirKeysDoNotWaitForEachOther() throws InterruptedException {
    WorkPool pool = pool(2, 1);
    Lane lane = pool.lane(faults::add);
    for (int round = 0; round < 200; round++) {
      CountDownLatch both = new CountDownLatch(2);
      CountDownLatch done = new CountDownLatch(2);
      for (String[] way : new String[][] {{"a", "b"}, {"b", "a"}}) {
        lane.submit(
            way[0],
            slot -> {
              both.countDown();
              both.await();
              slot.moveTo(way[1]);
              done.countDown();
            });
      }
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void movingToTheSameKeyOrToNoneNeverWaits() throws InterruptedException {
    Lane lane = pool(1, 1).lane(faults::add);
    CountDownLatch done = new CountDownLatch(1);
    lane.submit(
        "a",
        slot -> {
          slot.moveTo("a");
          slot.moveTo(WorkPool.NO_KEY);
          slot.moveTo("a");
          done.countDown();
        });

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * A clip that was sent on to another host keeps its place in the pool: it must not wait for all
   * clips of that host.
   */
  @Test
  void workThatMovesGoesBeforeWorkThatIsQueued() throws InterruptedException {
    WorkPool pool = pool(3, 1);
    Lane lane = pool.lane(faults::add);
    CountDownLatch leftA = new CountDownLatch(1);
    CountDownLatch holdsB = new CountDownLatch(1);
    Queue<String> order = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(101);
    lane.submit(
        "b",
        slot -> {
          holdsB.countDown();
          leftA.await();
        });
    assertThat(holdsB.await(60, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 100; i++) {
      lane.submit("b", slot -> note(order, "queued", done));
    }
    lane.submit(
        "a",
        slot -> {
          slot.moveTo("b");
          note(order, "moved", done);
        });
    lane.submit("a", slot -> leftA.countDown());

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(order).startsWith("moved");
  }

  @Test
  void interruptedMoveGivesBackWhatItWaitedFor() throws InterruptedException {
    WorkPool pool = pool(3, 1);
    Lane blocking = pool.lane(faults::add);
    Lane moving = pool.lane(faults::add);
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch holdsB = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    blocking.submit(
        "b",
        slot -> {
          holdsB.countDown();
          release.await();
        });
    assertThat(holdsB.await(60, TimeUnit.SECONDS)).isTrue();
    moving.submit(
        "a",
        slot -> {
          started.countDown();
          slot.moveTo("b");
        });
    assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    moving.close();
    assertThat(moving.awaitIdle(SOON)).isTrue();
    assertThat(faults).singleElement().isInstanceOf(InterruptedException.class);

    CountDownLatch after = new CountDownLatch(4);
    Lane third = pool.lane(faults::add);
    for (String key : List.of("a", "b", "a", "b")) {
      third.submit(key, slot -> after.countDown());
    }
    release.countDown();
    assertThat(after.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(third.awaitIdle(SOON)).isTrue();
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(3, 0, 0));
  }

  @Test
  void heldLaneStartsNothingUntilItIsReleased() throws InterruptedException {
    WorkPool pool = pool(2, 2);
    Lane held = pool.lane(faults::add);
    Lane other = pool.lane(faults::add);
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    CountDownLatch finished = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(3);
    CountDownLatch ofOther = new CountDownLatch(50);
    held.submit(
        "h",
        slot -> {
          underWay.countDown();
          goesOn.await();
          finished.countDown();
        });
    assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
    held.hold();
    for (int i = 0; i < 3; i++) {
      held.submit("h", slot -> queued.countDown());
    }
    for (int i = 0; i < 50; i++) {
      other.submit("h", slot -> ofOther.countDown());
    }
    assertThat(ofOther.await(60, TimeUnit.SECONDS)).isTrue();
    goesOn.countDown();
    assertThat(finished.await(60, TimeUnit.SECONDS)).as("what is under way goes on").isTrue();
    assertThat(held.awaitIdle(SOON)).isTrue();
    assertThat(queued.getCount()).isEqualTo(3);
    assertThat(pool.load().queued()).isEqualTo(3);
    held.release();
    assertThat(queued.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void closingALaneDropsWhatWaitsAndInterruptsWhatRuns() throws InterruptedException {
    WorkPool pool = pool(1, 1);
    Lane lane = pool.lane(faults::add);
    AtomicInteger others = new AtomicInteger();
    CountDownLatch running = new CountDownLatch(1);
    lane.submit(
        "h",
        slot -> {
          running.countDown();
          new CountDownLatch(1).await();
        });
    for (int i = 0; i < 100; i++) {
      lane.submit("h", slot -> others.incrementAndGet());
    }
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    lane.close();
    lane.submit("h", slot -> others.incrementAndGet());
    lane.submitAfter(Duration.ZERO, "h", slot -> others.incrementAndGet());

    assertThat(lane.awaitIdle(SOON)).isTrue();
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(1, 0, 0));
    assertThat(others).hasValue(0);
    assertThat(faults).singleElement().isInstanceOf(InterruptedException.class);
  }

  @Test
  void closedLanesPlaceGoesToTheOthers() throws InterruptedException {
    WorkPool pool = pool(1, 1);
    Lane a = pool.lane(faults::add);
    Lane b = pool.lane(faults::add);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(20);
    a.submit(
        "h",
        slot -> {
          running.countDown();
          new CountDownLatch(1).await();
        });
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    for (int i = 0; i < 20; i++) {
      b.submit("h", slot -> done.countDown());
    }
    a.close();
    a.close();

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void interruptRunningLeavesTheQueueAlone() throws InterruptedException {
    Lane lane = pool(1, 1).lane(faults::add);
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch next = new CountDownLatch(1);
    lane.submit(
        "h",
        slot -> {
          running.countDown();
          new CountDownLatch(1).await();
        });
    lane.submit("h", slot -> next.countDown());
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();
    lane.interruptRunning();

    assertThat(next.await(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void delayedWorkStartsNotBeforeItsTime() throws InterruptedException {
    Lane lane = pool(1, 1).lane(faults::add);
    CountDownLatch done = new CountDownLatch(1);
    long begin = System.nanoTime();
    lane.submitAfter(Duration.ofMillis(80), "h", slot -> done.countDown());

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isGreaterThanOrEqualTo(Duration.ofMillis(80));
  }

  @Test
  void workForAClosedPoolIsDropped() {
    WorkPool pool = pool(1, 1);
    Lane lane = pool.lane(faults::add);
    lane.submitAfter(Duration.ofDays(1), "h", slot -> {});
    pool.close();

    assertThatCode(() -> lane.submitAfter(Duration.ZERO, "h", slot -> {}))
        .doesNotThrowAnyException();
    assertThatCode(() -> lane.submit("h", slot -> {})).doesNotThrowAnyException();
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(1, 0, 0));
  }

  @Test
  void whateverWorkThrowsIsReportedAndItsPlaceIsFree() throws InterruptedException {
    Lane lane = pool(1, 1).lane(faults::add);
    CountDownLatch done = new CountDownLatch(1);
    lane.submit(
        "h",
        slot -> {
          throw new IllegalStateException("one");
        });
    lane.submit(
        "h",
        slot -> {
          throw new AssertionError("two");
        });
    lane.submit("h", slot -> done.countDown());

    assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(faults).extracting(Throwable::getMessage).containsExactly("one", "two");
  }

  @Test
  void loadTellsHowMuchIsUnderWayAndHowMuchWaits() throws InterruptedException {
    WorkPool pool = pool(3, 2);
    Lane lane = pool.lane(faults::add);
    Semaphore running = new Semaphore(0);
    CountDownLatch release = new CountDownLatch(1);
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(3, 0, 0));
    for (int i = 0; i < 5; i++) {
      lane.submit(
          "h",
          slot -> {
            running.release();
            release.await();
          });
    }
    running.acquire(2);
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(3, 2, 3));
    assertThat(lane.awaitIdle(Duration.ZERO)).isFalse();
    assertThat(pool.perKey()).isEqualTo(2);
    release.countDown();
    running.acquire(3);
    assertThat(lane.awaitIdle(SOON)).isTrue();
    assertThat(pool.load()).isEqualTo(new WorkPool.Load(3, 0, 0));
  }

  @Test
  void boundsBelowOneAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkPool("download", 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new WorkPool("download", 1, 0));
  }

  private WorkPool pool(int size, int perKey) {
    WorkPool pool = new WorkPool("download", size, perKey);
    pools.add(pool);
    return pool;
  }

  /** Counts who is inside at once. */
  private static final class Gauge {
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    void enter() {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    }

    void leave() {
      inside.decrementAndGet();
    }

    void during() {
      enter();
      leave();
    }

    int most() {
      return most.get();
    }
  }
}
