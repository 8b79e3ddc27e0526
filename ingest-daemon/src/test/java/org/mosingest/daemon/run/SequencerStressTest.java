package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.core.ledger.Settlement;

/**
 * The admission window, the sequencer and its writer under threads of chance, now and then ended in
 * the middle: never more rows between the first unwritten and the last admitted than the window
 * has, all in order, each once, and no thread left waiting. A failure names its seed.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class SequencerStressTest {

  @Test
  void theWindowHoldsTheOrderHoldsAndNobodyIsLeftWaiting() throws Exception {
    rounds(60);
  }

  @Test
  @Tag("soak")
  void theWindowHoldsTheOrderHoldsAndNobodyIsLeftWaitingForLong() throws Exception {
    rounds(20_000);
  }

  private static void rounds(int rounds) throws Exception {
    long first = Long.getLong("stress.seed", System.nanoTime());
    for (long seed = first; seed < first + rounds; seed++) {
      try {
        round(new Random(seed));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with -Dstress.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private static void round(Random random) throws Exception {
    int window = 1 + random.nextInt(random.nextBoolean() ? 3 : 200);
    int total = 1 + random.nextInt(600);
    int endAt = random.nextInt(3) == 0 ? random.nextInt(total) : Integer.MAX_VALUE;
    Sequencer sequencer = new Sequencer(window);
    int admitted = 0;
    AtomicInteger written = new AtomicInteger();
    boolean ended = false;
    Queue<String> broken = new ConcurrentLinkedQueue<>();
    List<Settlement> out = new ArrayList<>();
    int[] delays = random.ints(total, 0, 3).toArray();
    List<Thread> settling = new ArrayList<>();
    CountDownLatch writerDone = new CountDownLatch(1);

    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    List<Settlement> batch = sequencer.take(total);
                    while (!batch.isEmpty()) {
                      out.addAll(batch);
                      if (sequencer.held() > window) {
                        broken.add(sequencer.held() + " held of " + window);
                      }
                      // Counted before the places are given up, so that the bound below is never
                      // too strict.
                      written.addAndGet(batch.size());
                      sequencer.written(batch.size());
                      batch = sequencer.take(total);
                    }
                  } catch (InterruptedException e) {
                    broken.add("the writer was interrupted");
                  } finally {
                    writerDone.countDown();
                  }
                });
    for (int i = 0; i < total; i++) {
      if (i == endAt) {
        ended = true;
        sequencer.end();
      }
      int row = i;
      if (!sequencer.admit(row)) {
        break;
      }
      admitted++;
      int between = admitted - written.get();
      if (between > window) {
        broken.add(
            between + " rows between the first unwritten and the last admitted, of " + window);
      }
      settling.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    if (delays[row] > 0) {
                      LockSupport.parkNanos(delays[row] * 500L);
                    }
                    sequencer.settle(row, outcome(row));
                  }));
    }
    for (Thread thread : settling) {
      thread.join();
    }
    assertThat(writerDone.await(60, TimeUnit.SECONDS)).as("the writer ends").isTrue();
    writer.join();
    assertThat(broken).isEmpty();
    for (int i = 0; i < out.size(); i++) {
      assertThat(out.get(i)).isEqualTo(outcome(i));
    }
    if (!ended) {
      assertThat(out).hasSize(total);
      assertThat(sequencer.held()).isZero();
    }
  }

  private static Settlement outcome(int row) {
    return NumberedOutcome.of(row);
  }
}
