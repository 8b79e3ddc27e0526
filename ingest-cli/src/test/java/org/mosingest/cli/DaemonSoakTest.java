package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Replies;

/**
 * What a thousand questions a second cost a run. Prints what it measured; left out of the default
 * suite.
 */
@Tag("soak")
final class DaemonSoakTest extends DaemonTestBase {

  private static final int ROWS = 2_000;
  private static final int ROUNDS = 3;
  private static final int CLIENTS = 20;
  private static final int PER_SECOND = 1_000;

  @Test
  @Timeout(900)
  @SuppressWarnings("SystemOut")
  void aThousandQuestionsASecondWhileARunWorks() throws Exception {
    http.dispatcher().setMaxRequestsPerHost(CLIENTS);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      server.on("/" + i, Replies.file(CorpusBed.fake(i), "ETag: \"" + i + "\""));
      expected.add(Scripts.line(i + ".mp4", i, "1.5"));
    }
    Child daemon = daemon();
    var _ = timed("warm-up", expected);
    List<Double> alone = new ArrayList<>();
    List<Double> asked = new ArrayList<>();
    List<Long> nanos = new ArrayList<>();
    double askedFor = 0;
    double aloneProcessor = 0;
    double askedProcessor = 0;
    // Turn and turn about: the machine may have other things to do.
    for (int round = 0; round < ROUNDS; round++) {
      double begin = seconds(daemon.processorTime());
      alone.add(timed("alone-" + round, expected));
      double middle = seconds(daemon.processorTime());
      aloneProcessor += middle - begin;
      try (Load load = new Load()) {
        double took = timed("asked-" + round, expected);
        asked.add(took);
        askedFor += took;
        nanos.addAll(load.end());
      }
      askedProcessor += seconds(daemon.processorTime()) - middle;
    }
    Collections.sort(nanos);
    Collections.sort(alone);
    Collections.sort(asked);
    System.out.printf(
        "/progress while a run works: %d answers, %.0f/s, p50 %.2f ms, p99 %.2f ms, max %.2f ms%n"
            + "a run of %d clips: %.2f s alone, %.2f s asked (medians of %d), ratio %.2f; the askers are on the same machine%n"
            + "the daemon's own processor time: %.2f s alone, %.2f s asked: %.2f ms an answer%n",
        nanos.size(),
        nanos.size() / askedFor,
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get(nanos.size() * 99 / 100) / 1e6,
        nanos.getLast() / 1e6,
        ROWS,
        alone.get(ROUNDS / 2),
        asked.get(ROUNDS / 2),
        ROUNDS,
        asked.get(ROUNDS / 2) / alone.get(ROUNDS / 2),
        aloneProcessor / ROUNDS,
        askedProcessor / ROUNDS,
        (askedProcessor - aloneProcessor) * 1e3 / nanos.size());
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1e3;
  }

  /** A run over a new corpus, in seconds; its rows are what they should be. */
  private double timed(String name, List<String> expected) throws Exception {
    Path folder = root.resolve(name);
    CorpusBed bed = new CorpusBed(folder);
    for (int i = 0; i < ROWS; i++) {
      bed.row(i + ".mp4", server.url("/" + i), "1.5");
    }
    bed.write();
    long begin = System.nanoTime();
    awaitState(submit(bed), "completed");
    double took = (System.nanoTime() - begin) / 1e9;
    assertThat(bed.lines()).isEqualTo(expected);
    return took;
  }

  /**
   * Asks at a fixed rate from several clients; a question that has to wait for its turn has waited
   * since it was due.
   */
  private final class Load implements AutoCloseable {
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Future<List<Long>>> parts = new ArrayList<>();

    private Load() {
      long gap = TimeUnit.SECONDS.toNanos(1) * CLIENTS / PER_SECOND;
      long start = System.nanoTime();
      for (int c = 0; c < CLIENTS; c++) {
        long first = start + gap * c / CLIENTS;
        parts.add(clients.submit(() -> questions(first, gap)));
      }
    }

    private List<Long> questions(long first, long gap) {
      List<Long> nanos = new ArrayList<>();
      for (long due = first; !enough.get(); due += gap) {
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        assertThat(ask("/progress").status()).isEqualTo(200);
        nanos.add(System.nanoTime() - due);
      }
      return nanos;
    }

    private List<Long> end() throws Exception {
      enough.set(true);
      List<Long> all = new ArrayList<>();
      for (Future<List<Long>> part : parts) {
        all.addAll(part.get(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS));
      }
      return all;
    }

    @Override
    public void close() {
      enough.set(true);
      clients.close();
    }
  }
}
