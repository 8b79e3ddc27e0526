package org.mosingest.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.transfer.FaultServer.Script;
import org.mosingest.transfer.Replies;

/** Hosts that are asked too much: every clip comes, and few requests are in vain. */
final class PoliteRunTest extends RunTestBase {

  private static final int CLIPS = 80;

  /**
   * On a machine of any speed; what is learnt how fast is {@code KeyPaceTest}'s, on a clock of its
   * own. Without it, each clip is refused several times.
   */
  private static final int IN_VAIN = CLIPS / 2;

  private final AtomicInteger refused = new AtomicInteger();

  /** How a host decides whether it is asked too much, and what it does then. */
  private interface Limit {
    /** Whether a request may be served; what is taken is given back by the second. */
    boolean take();

    default void giveBack() {}
  }

  private void serve(Limit limit, Script refusal) throws Exception {
    for (int i = 0; i < CLIPS; i++) {
      Script clip = Replies.file(CorpusBed.fake(i));
      server.on(
          "/" + i,
          (request, socket) -> {
            if (!limit.take()) {
              refused.incrementAndGet();
              refusal.answer(request, socket);
              return;
            }
            try {
              clip.answer(request, socket);
            } finally {
              limit.giveBack();
            }
          });
      bed.row(i + ".mp4", server.url("/" + i), "1.0");
    }
    bed.write();
  }

  /** Twenty in a second, however they are spread. */
  private static Limit twentyASecond() {
    Deque<Long> served = new ArrayDeque<>();
    return () -> {
      synchronized (served) {
        long now = System.nanoTime();
        while (!served.isEmpty() && now - served.peek() > 1_000_000_000L) {
          served.remove();
        }
        return served.size() < 20 && served.add(now);
      }
    };
  }

  private static Limit twoAtOnce() {
    AtomicInteger now = new AtomicInteger();
    return new Limit() {
      @Override
      public boolean take() {
        if (now.incrementAndGet() <= 2) {
          return true;
        }
        now.decrementAndGet();
        return false;
      }

      @Override
      public void giveBack() {
        now.decrementAndGet();
      }
    };
  }

  private void assertAllCome() throws Exception {
    // One retry only: what is refused costs none.
    assertThat(books(run(options().retries(1).build(), fake)))
        .isEqualTo(new Books(CLIPS, CLIPS, 0, 0, 0));
    assertThat(refused.get()).isLessThan(IN_VAIN);
  }

  @Test
  void aHostThatServesTwentyASecondAndSaysSo() throws Exception {
    serve(twentyASecond(), Replies.status(429, "Retry-After: 1"));
    assertAllCome();
  }

  @Test
  void aHostThatSaysItWithTheStatusOfAForbiddenPage() throws Exception {
    serve(twentyASecond(), Replies.status(403, "Retry-After: 1"));
    assertAllCome();
  }

  @Test
  void aHostThatTakesTwoConnectionsAndSaysThatItIsBusy() throws Exception {
    serve(twoAtOnce(), Replies.status(503));
    assertThat(books(run(options().retries(4).build(), fake)).written()).isEqualTo(CLIPS);
  }

  @Test
  void aHostThatTakesTwoConnectionsAndResetsTheOthers() throws Exception {
    serve(twoAtOnce(), Replies.reset());
    assertThat(books(run(options().retries(4).build(), fake)).written()).isEqualTo(CLIPS);
  }

  @ParameterizedTest
  @CsvSource({
    "202, Retry-After: 1",
    "403, Retry-After: 1",
    "420, X-Any: 1",
    "421, X-Any: 1",
    "423, X-Any: 1"
  })
  void aStatusThatPassesIsNoEnd(int status, String field) throws Exception {
    server.on("/x", Replies.status(status, field), Replies.file(CorpusBed.fake(1)));
    bed.row("x.mp4", server.url("/x"), "1.0").write();

    assertThat(books(run(options().retries(1).build(), fake)).written()).isEqualTo(1);
    assertThat(server.requests("/x")).hasSize(2);
  }

  @Test
  void withoutPatienceAHostThatOnlyAsksToWaitIsGivenUpAtOnce() throws Exception {
    server.on(
        "/x",
        (request, socket) -> {
          refused.incrementAndGet();
          Replies.status(429, "Retry-After: 1").answer(request, socket);
        });
    bed.row("x.mp4", server.url("/x"), "1.0");
    bed.write();

    RunOptions impatient =
        options().retries(0).with(CorpusOption.HOST_PATIENCE, Duration.ZERO).build();
    assertThat(books(run(impatient, fake)).written()).isZero();
    assertThat(refused).hasValue(1);
  }
}
