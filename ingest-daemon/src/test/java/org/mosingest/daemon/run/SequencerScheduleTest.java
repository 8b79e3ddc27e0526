package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.Lincheck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.testkit.ChildJvm;

/**
 * The admission window and the sequencer under a scheduler that chooses when each thread goes on,
 * at every lock and every shared field: a lost wake-up is a hang that it finds, and reports with
 * the schedule that leads there.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class SequencerScheduleTest {

  @Test
  void noScheduleOfTheSequencerOrTheGateHangsOrMixesUpRows() throws Exception {
    schedules(200);
  }

  @Test
  @Tag("soak")
  void noScheduleOfTheSequencerOrTheGateHangsOrMixesUpRowsOfManyMore() throws Exception {
    schedules(10_000);
  }

  /** In a process of its own: the scheduler rewrites the classes that it runs. */
  private static void schedules(int each) throws Exception {
    try (ChildJvm child = ChildJvm.start(Schedules.class, Integer.toString(each))) {
      for (String scenario : Schedules.SCENARIOS.keySet()) {
        assertThat(child.line()).isEqualTo(scenario);
      }
      assertThat(child.exitCode()).isZero();
    }
  }

  /** Each scenario is run under so many schedules as the only argument says, then named. */
  static final class Schedules {

    static final Map<String, Runnable> SCENARIOS = new LinkedHashMap<>();

    static {
      SCENARIOS.put("a window of one", Schedules::windowOfOne);
      SCENARIOS.put("rows that settle at once", Schedules::rowsThatSettleAtOnce);
      SCENARIOS.put("an end wakes everyone", Schedules::endWakesEveryone);
      SCENARIOS.put("a pause waits for stillness", Schedules::pauseWaitsForStillness);
    }

    private Schedules() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
      SCENARIOS.forEach(
          (name, scenario) -> {
            Lincheck.runConcurrentTest(Integer.parseInt(args[0]), scenario);
            System.out.println(name);
          });
    }

    /** The writer waits for a row, the admission for a place, and each has to wake the other. */
    private static void windowOfOne() {
      Sequencer sequencer = new Sequencer(1);
      List<Settlement> out = new ArrayList<>();
      Thread admission =
          started(
              () -> {
                for (int i = 0; i < 2; i++) {
                  check(sequencer.admit(i), "admitted");
                  sequencer.settle(i, outcome(i));
                }
              });
      Thread writer =
          started(
              () -> {
                for (int i = 0; i < 2; i++) {
                  List<Settlement> batch = sequencer.take(2);
                  check(batch.size() == 1 && sequencer.held() == 1, "a window of one");
                  out.addAll(batch);
                  sequencer.written(1);
                }
              });
      join(admission, writer);
      check(out.equals(List.of(outcome(0), outcome(1))), "in order");
      check(sequencer.held() == 0, "nothing is held");
    }

    /** Rows that settle in either order come out in theirs. */
    private static void rowsThatSettleAtOnce() {
      Sequencer sequencer = new Sequencer(2);
      List<Settlement> out = new ArrayList<>();
      try {
        check(sequencer.admit(0) && sequencer.admit(1), "admitted");
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      Thread first = started(() -> sequencer.settle(0, outcome(0)));
      Thread second = started(() -> sequencer.settle(1, outcome(1)));
      Thread writer =
          started(
              () -> {
                while (out.size() < 2) {
                  List<Settlement> batch = sequencer.take(2);
                  out.addAll(batch);
                  sequencer.written(batch.size());
                }
              });
      join(first, second, writer);
      check(out.equals(List.of(outcome(0), outcome(1))), "in order");
    }

    /** Whoever waits when the run is stopped goes on. */
    private static void endWakesEveryone() {
      Sequencer sequencer = new Sequencer(1);
      Thread admission =
          started(
              () -> {
                boolean _ = sequencer.admit(0) && sequencer.admit(1);
              });
      Thread writer = started(() -> check(sequencer.take(2).isEmpty(), "nothing came"));
      Thread stop = started(sequencer::end);
      join(admission, writer, stop);
    }

    /** A pause waits until nobody is inside. */
    private static void pauseWaitsForStillness() {
      Gate gate = new Gate();
      Thread inside =
          started(
              () -> {
                gate.enter();
                gate.leave();
              });
      Thread pause =
          started(
              () -> {
                gate.close();
                check(gate.awaitEmpty(Duration.ofDays(1)), "empty");
                gate.open();
              });
      join(inside, pause);
    }

    /** Something a thread does. */
    @FunctionalInterface
    private interface Deed {
      void run() throws InterruptedException;
    }

    private static Thread started(Deed deed) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  deed.run();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });
      thread.start();
      return thread;
    }

    private static void join(Thread... threads) {
      try {
        for (Thread thread : threads) {
          thread.join();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    /** Plain, since a library of assertions would be scheduled, too. */
    private static void check(boolean holds, String what) {
      if (!holds) {
        throw new AssertionError("not so: " + what);
      }
    }

    private static Settlement outcome(int row) {
      return NumberedOutcome.of(row);
    }
  }
}
