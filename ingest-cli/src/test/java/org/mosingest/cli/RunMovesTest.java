package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mosingest.daemon.run.CorpusBed;
import org.mosingest.transfer.Replies;

/**
 * Many clients ask for many things at once: what is answered is what one client after the other
 * would have been answered. {@code -Dmoves.seed} says which requests are made.
 */
@Timeout(300)
final class RunMovesTest extends DaemonTestBase {

  private static final long SEED = Long.getLong("moves.seed", System.nanoTime() % 1_000_000);
  private static final int CLIENTS = 20;

  private final Random random = new Random(SEED);
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean busy = new AtomicBoolean(true);
  private final List<String> story = new ArrayList<>();

  @AfterEach
  void sendClientsAway() {
    clients.shutdownNow();
  }

  private static String submission(Path folder) {
    return "{\"konvid_dir\": \"%s\", \"min_rows\": 0}".formatted(folder);
  }

  /** All of them begin when all are ready. */
  private <T> List<T> atOnce(List<Asking<T>> askings) throws Exception {
    CountDownLatch ready = new CountDownLatch(askings.size());
    List<Future<T>> answers = new ArrayList<>();
    for (Asking<T> asking : askings) {
      answers.add(
          clients.submit(
              () -> {
                ready.countDown();
                ready.await();
                return asking.ask();
              }));
    }
    List<T> all = new ArrayList<>();
    for (Future<T> answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  /** What a client does. */
  @FunctionalInterface
  private interface Asking<T> {
    T ask() throws Exception;
  }

  /** A run whose server is busy, so that it neither ends nor has anything under way. */
  private String runOfABusyServer(CorpusBed bed) throws IOException {
    for (int i = 0; i < 3; i++) {
      var there = served(i);
      var away = Replies.status(503, "Retry-After: 1");
      server.on("/" + i, (request, socket) -> (busy.get() ? away : there).answer(request, socket));
      bed.row(i + ".mp4", server.url("/" + i), "1.5");
    }
    bed.write();
    Reply submitted = posted("/runs", submission(bed.folder()));
    assertThat(submitted.status()).as(submitted.body()).isEqualTo(201);
    return submitted.json().path("id").asString();
  }

  /** When the server is there, the run comes to its end, wherever it stands. */
  private void assertEndsWell(CorpusBed bed, String run, RunMove.Standing standing)
      throws IOException {
    busy.set(false);
    switch (standing) {
      case UNDER_WAY -> {}
      case STILL -> assertThat(posted("/runs/" + run + "/resume", "").status()).isEqualTo(200);
      case OVER -> assertThat(posted("/runs/" + run + "/retry", "").status()).isEqualTo(200);
    }
    awaitState(run, "completed");
    assertThat(CorpusBed.withoutInstant(Files.readString(bed.output())))
        .isEqualTo(IntStream.range(0, 3).mapToObj(i -> line(i) + "\n").reduce("", String::concat));
  }

  private RunMove.Done done(String run, RunMove move) throws IOException {
    long asked = System.nanoTime();
    Reply reply = posted("/runs/" + run + "/" + move.word(), "");
    long answered = System.nanoTime();
    assertThat(reply.status()).as(reply.body()).isIn(200, 409);
    if (reply.status() == 200) {
      assertThat(reply.json().path("state").asString())
          .isIn("queued", "running", "paused", "cancelled");
    } else {
      // Held: by another client's retry that was first.
      assertThat(reply.json().path("error").path("code").asString())
          .isIn(move == RunMove.RETRY ? Set.of("illegal-move", "held") : Set.of("illegal-move"));
    }
    return new RunMove.Done(move, asked, answered, reply.status() == 200);
  }

  private RunMove anyMove() {
    return List.of(RunMove.values()).get(random.nextInt(RunMove.values().length));
  }

  private void assertStands(String run, RunMove.Standing expected) {
    assertThat(stateOf(run))
        .as("-Dmoves.seed=%d, after %s", SEED, story)
        .satisfies(word -> assertThat(expected.isCalled(word)).isTrue());
  }

  @Test
  void oneClientIsAnsweredAsTheModelSaysOverKillsToo() throws Exception {
    Child daemon = daemon();
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    String run = runOfABusyServer(bed);
    RunMove.Standing standing = RunMove.Standing.UNDER_WAY;
    for (int i = 0; i < 60; i++) {
      if (i % 30 == 29) {
        story.add("kill");
        daemon.signal("KILL");
        daemon.await(Duration.ofSeconds(60));
        daemon = daemon();
      } else {
        RunMove move = anyMove();
        story.add(move.word());
        Optional<RunMove.Standing> next = move.from(standing);
        assertThat(done(run, move).taken())
            .as("-Dmoves.seed=%d, after %s", SEED, story)
            .isEqualTo(next.isPresent());
        standing = next.orElse(standing);
      }
      assertStands(run, standing);
    }
    assertEndsWell(bed, run, standing);
  }

  @Test
  void twentyClientsOnOneRunAreAnsweredAsInSomeOrder() throws Exception {
    daemon();
    CorpusBed bed = new CorpusBed(root.resolve("corpus"));
    String run = runOfABusyServer(bed);
    RunMove.Standing standing = RunMove.Standing.UNDER_WAY;
    for (int round = 0; round < 10; round++) {
      List<Asking<RunMove.Done>> askings = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        RunMove move = anyMove();
        askings.add(() -> done(run, move));
      }
      List<RunMove.Done> all = atOnce(askings);
      Set<RunMove.Standing> ends = RunMove.explained(all, standing);
      assertThat(ends)
          .as("-Dmoves.seed=%d, from %s, no order explains %s", SEED, standing, all)
          .isNotEmpty();
      String word = stateOf(run);
      standing =
          ends.stream()
              .filter(end -> end.isCalled(word))
              .findFirst()
              .orElseThrow(() -> new AssertionError(word + " after " + all + ", not in " + ends));
    }
    assertEndsWell(bed, run, standing);
  }

  @Test
  void fortySubmissionsAtOnceAreFortyRunsAndTheirDoublesAreRefused() throws Exception {
    daemon();
    List<CorpusBed> beds = new ArrayList<>();
    List<Asking<Reply>> askings = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      CorpusBed bed = new CorpusBed(root.resolve("c" + i));
      expected.add(rows(bed, i + "-", 3));
      beds.add(bed);
      askings.add(() -> posted("/runs", submission(bed.folder())));
    }
    // Each corpus once more, and in another spelling.
    for (CorpusBed bed : beds) {
      Path again = bed.folder().resolve("../" + bed.folder().getFileName());
      askings.add(() -> posted("/runs", submission(again)));
    }
    List<Reply> replies = atOnce(askings);
    for (Reply reply : replies) {
      assertThat(reply.status()).as(reply.body()).isIn(201, 409);
    }
    await("all over", () -> ask("/runs").body().lines().noneMatch(this::isUnderWay));
    for (int i = 0; i < 40; i++) {
      // Of two that came together one was first; one that came after the end of the other found
      // nothing to do.
      assertThat(List.of(replies.get(i).status(), replies.get(40 + i).status())).contains(201);
      assertThat(CorpusBed.withoutInstant(Files.readString(beds.get(i).output())))
          .isEqualTo(String.join("\n", expected.get(i)) + "\n");
    }
    for (var run : ask("/runs").json().path("runs")) {
      assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
    }
  }

  private boolean isUnderWay(String runs) {
    return runs.contains("\"running\"") || runs.contains("\"queued\"");
  }
}
