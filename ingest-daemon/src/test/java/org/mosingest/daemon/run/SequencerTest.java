package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.ledger.Settlement;

@Timeout(180)
final class SequencerTest {

  private static final Set<Thread.State> PARKED =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 17, 64, 1_000})
  void rowsComeOutInOrderHoweverTheySettle(int window) throws InterruptedException {
    int total = 500;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Sequencer sequencer = new Sequencer(window);
      List<Integer> open = new ArrayList<>();
      List<Settlement> out = new ArrayList<>();
      int admitted = 0;
      int writtenRows = 0;
      while (out.size() < total) {
        while (admitted < total && admitted - writtenRows < window && random.nextInt(4) > 0) {
          assertThat(sequencer.admit(admitted)).isTrue();
          open.add(admitted++);
        }
        if (!open.isEmpty()) {
          int index = open.remove(/* index */ random.nextInt(open.size()));
          sequencer.settle(index, outcome(index));
          assertThat(sequencer.held()).isLessThanOrEqualTo(window);
          if (index == out.size()) {
            List<Settlement> batch = sequencer.take(total);
            assertThat(batch).isNotEmpty();
            out.addAll(batch);
            sequencer.written(batch.size());
            writtenRows += batch.size();
          }
        }
      }
      assertThat(sequencer.take(total)).isEmpty();
      assertThat(sequencer.held()).isZero();
      for (int i = 0; i < total; i++) {
        assertThat(out.get(i)).isEqualTo(outcome(i));
      }
    }
  }

  @Test
  void rowsComeOutInOrderFromManyThreads() throws Exception {
    int total = 20_000;
    int window = 100;
    Sequencer sequencer = new Sequencer(window);
    AtomicInteger mostHeld = new AtomicInteger();
    List<Settlement> out = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> admitting =
          executor.submit(
              () -> {
                Random random = new Random(5);
                List<Integer> chunk = new ArrayList<>();
                for (int i = 0; i < total; i++) {
                  sequencer.admit(i);
                  chunk.add(i);
                  if (chunk.size() == 20 || i == total - 1) {
                    Collections.shuffle(chunk, random);
                    List<Integer> shuffled = List.copyOf(chunk);
                    chunk.clear();
                    executor.execute(
                        () -> shuffled.forEach(index -> sequencer.settle(index, outcome(index))));
                  }
                }
                return true;
              });
      List<Settlement> batch = sequencer.take(total);
      while (!batch.isEmpty()) {
        mostHeld.accumulateAndGet(sequencer.held(), Math::max);
        out.addAll(batch);
        sequencer.written(batch.size());
        batch = sequencer.take(total);
      }
      assertThat(admitting.get()).isTrue();
    }

    assertThat(mostHeld).hasValueLessThanOrEqualTo(window);
    assertThat(out).hasSize(total);
    for (int i = 0; i < total; i++) {
      assertThat(out.get(i)).isEqualTo(outcome(i));
    }
  }

  @Test
  void slowFirstRowStopsAdmissionOnlyWhenTheWindowIsFull() throws Exception {
    int window = 5;
    Sequencer sequencer = new Sequencer(window);
    AtomicInteger admitted = new AtomicInteger();
    Thread admitting =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    for (int i = 0; i < 8 && sequencer.admit(i); i++) {
                      admitted.incrementAndGet();
                      if (i > 0) {
                        sequencer.settle(i, outcome(i));
                      }
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    awaitParked(admitting);
    assertThat(admitted).hasValue(window);
    assertThat(sequencer.held()).isEqualTo(window - 1);

    sequencer.settle(0, outcome(0));
    List<Settlement> batch = sequencer.take(8);
    assertThat(batch).hasSize(window);
    awaitParked(admitting);
    assertThat(admitted)
        .as("places are free once their rows are written, not before")
        .hasValue(window);

    sequencer.written(2);
    while (admitted.get() < window + 2) {
      Thread.onSpinWait();
    }
    awaitParked(admitting);
    assertThat(admitted).hasValue(window + 2);

    sequencer.written(window - 2);
    admitting.join();
    assertThat(admitted).hasValue(8);
  }

  @Test
  void endStopsAdmissionAndLeavesWhatIsInOrder() throws InterruptedException {
    Sequencer sequencer = new Sequencer(4);
    for (int i = 0; i < 4; i++) {
      assertThat(sequencer.admit(i)).isTrue();
    }
    sequencer.settle(0, outcome(0));
    sequencer.settle(1, outcome(1));
    sequencer.settle(3, outcome(3));
    sequencer.end();
    sequencer.settle(2, outcome(2));

    assertThat(sequencer.admit(4)).isFalse();
    assertThat(sequencer.take(10)).containsExactly(outcome(0), outcome(1));
    assertThat(sequencer.take(10)).isEmpty();
  }

  @Test
  void endWakesWhoWaits() throws InterruptedException {
    Sequencer sequencer = new Sequencer(1);
    assertThat(sequencer.admit(0)).isTrue();
    List<Boolean> answers = Collections.synchronizedList(new ArrayList<>());
    Thread admitting = waiting(() -> answers.add(sequencer.admit(1)));
    Thread taking = waiting(() -> answers.add(!sequencer.take(10).isEmpty()));
    awaitParked(admitting);
    awaitParked(taking);
    sequencer.end();
    admitting.join();
    taking.join();

    assertThat(answers).containsExactly(false, false);
  }

  @Test
  void whatIsReadyIsSaidBeforeItIsTaken() throws InterruptedException {
    Sequencer sequencer = new Sequencer(2);
    sequencer.admit(0);
    sequencer.admit(1);
    sequencer.settle(1, outcome(1));
    assertThat(sequencer.awaitReady(2, Duration.ofMillis(1))).isFalse();

    List<Boolean> answers = Collections.synchronizedList(new ArrayList<>());
    Thread waiting = waiting(() -> answers.add(sequencer.awaitReady(2, Duration.ofMinutes(1))));
    awaitParked(waiting);
    sequencer.settle(0, outcome(0));
    waiting.join();
    assertThat(answers).containsExactly(true);

    assertThat(sequencer.take(2)).hasSize(2);
    assertThat(sequencer.awaitReady(2, Duration.ZERO)).as("all rows taken").isTrue();
    sequencer.end();
    assertThat(sequencer.awaitReady(3, Duration.ZERO)).as("ended").isTrue();
  }

  @Test
  void interruptEndsTheWaiting() throws InterruptedException {
    Sequencer sequencer = new Sequencer(1);
    assertThat(sequencer.admit(0)).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> sequencer.admit(1)).isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> sequencer.take(10)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void rowSettlesOnce() throws InterruptedException {
    Sequencer sequencer = new Sequencer(3);
    sequencer.admit(0);
    sequencer.admit(1);
    sequencer.settle(1, outcome(1));
    assertThatIllegalStateException()
        .as("while it waits")
        .isThrownBy(() -> sequencer.settle(1, outcome(1)));
    sequencer.settle(0, outcome(0));
    assertThat(sequencer.take(10)).hasSize(2);
    assertThatIllegalStateException()
        .as("handed out")
        .isThrownBy(() -> sequencer.settle(0, outcome(0)));
    sequencer.written(2);
    assertThatIllegalStateException()
        .as("written")
        .isThrownBy(() -> sequencer.settle(1, outcome(1)));
    assertThatIllegalStateException()
        .as("not admitted")
        .isThrownBy(() -> sequencer.settle(2, outcome(2)));
  }

  @Test
  void rowsAreAdmittedInOrder() throws InterruptedException {
    Sequencer sequencer = new Sequencer(3);
    sequencer.admit(0);

    assertThatIllegalStateException().isThrownBy(() -> sequencer.admit(0));
    assertThatIllegalStateException().isThrownBy(() -> sequencer.admit(2));
  }

  @Test
  void nothingToDoIsDoneAtOnce() throws InterruptedException {
    assertThat(new Sequencer(3).take(0)).isEmpty();
  }

  @Test
  void windowWithoutPlacesIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Sequencer(0));
  }

  private interface Wait {
    void run() throws InterruptedException;
  }

  private static Thread waiting(Wait wait) {
    return Thread.ofPlatform()
        .start(
            () -> {
              try {
                wait.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static void awaitParked(Thread thread) {
    while (thread.isAlive() && !PARKED.contains(thread.getState())) {
      Thread.onSpinWait();
    }
  }

  private static Settlement outcome(int index) {
    return NumberedOutcome.of(index);
  }
}
