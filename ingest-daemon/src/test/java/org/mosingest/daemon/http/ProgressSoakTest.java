package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.daemon.runs.RunState;

/** How the service answers under load. Prints what it measured; left out of the default suite. */
@Tag("soak")
class ProgressSoakTest {

  private static final int CLIENTS = 20;
  private static final int PER_SECOND = 1000;
  private static final int SECONDS = 10;

  @TempDir private Path folder;

  @Test
  void aThousandQuestionsASecond() throws IOException, InterruptedException, ExecutionException {
    try (ApiFixture api = new ApiFixture(folder, ApiFixture.limits());
        ExecutorService clients =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (int i = 0; i < 5; i++) {
        api.run("r-" + i, RunState.RUNNING, i);
      }
      api.client.dispatcher().setMaxRequestsPerHost(CLIENTS);
      var _ = load(api, clients, 1);
      long begun = System.nanoTime();
      long[] nanos = load(api, clients, SECONDS);
      double took = (System.nanoTime() - begun) / 1e9;
      Arrays.sort(nanos);
      System.out.printf(
          "/progress: %d answers in %.1f s (%.0f/s), p50 %.2f ms, p99 %.2f ms, max %.2f ms%n",
          nanos.length,
          took,
          nanos.length / took,
          nanos[nanos.length / 2] / 1e6,
          nanos[nanos.length * 99 / 100] / 1e6,
          nanos[nanos.length - 1] / 1e6);
      assertThat(nanos).hasSize(PER_SECOND * SECONDS);
    }
  }

  /**
   * Asks at a fixed rate from several clients; a question that has to wait for its turn has waited
   * since it was due.
   */
  private static long[] load(ApiFixture api, ExecutorService clients, int seconds)
      throws InterruptedException, ExecutionException {
    int each = PER_SECOND * seconds / CLIENTS;
    long gap = TimeUnit.SECONDS.toNanos(1) * CLIENTS / PER_SECOND;
    List<Future<long[]>> parts = new ArrayList<>();
    long start = System.nanoTime();
    for (int c = 0; c < CLIENTS; c++) {
      long first = start + gap * c / CLIENTS;
      parts.add(
          clients.submit(
              () -> {
                long[] nanos = new long[each];
                for (int i = 0; i < each; i++) {
                  long due = first + i * gap;
                  while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                  }
                  assertThat(api.get("/progress").status()).isEqualTo(200);
                  nanos[i] = System.nanoTime() - due;
                }
                return nanos;
              }));
    }
    long[] all = new long[each * CLIENTS];
    int at = 0;
    for (Future<long[]> part : parts) {
      System.arraycopy(part.get(), 0, all, at, each);
      at += each;
    }
    return all;
  }
}
