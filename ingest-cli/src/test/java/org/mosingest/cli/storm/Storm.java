package org.mosingest.cli.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.mosingest.cli.Child;
import org.mosingest.daemon.run.CorpusBed;

/**
 * Kills a program again and again, at points drawn from a seed, and then lets it finish; after each
 * kill and at the end it looks at what is on the disk and at what the server was asked.
 */
final class Storm implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Victim victim;
  private final ClipServer server;
  private final ProbeGate probe;
  private final Random random;
  private final Figures figures = new Figures();
  private final Deque<KillPoint> deck = new ArrayDeque<>();
  private final BlockingQueue<String> pleas = new LinkedBlockingQueue<>();
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> story = new ArrayList<>();

  /**
   * A storm.
   *
   * @param probe the program's ffprobe
   */
  Storm(Victim victim, ClipServer server, ProbeGate probe, long seed) throws IOException {
    this.victim = victim;
    this.server = server;
    this.probe = probe;
    this.random = new Random(seed);
    Thread.ofVirtual().start(this::hearPleas);
  }

  private void hearPleas() {
    try {
      while (true) {
        // Kept open: the one that asked waits on it until it is killed.
        Socket plea = listener.accept();
        pleas.add(
            plea.getInputStream().readNBytes(1).length == 1
                ? "killed where it asked to be"
                : "gone");
      }
    } catch (IOException e) {
      // Closed: the storm is over.
    }
  }

  /** What has happened, for whoever must find out why it went wrong. */
  String story() {
    return String.join("\n", story);
  }

  Figures figures() {
    return figures;
  }

  /** Storms over new corpora until that many kills are done. */
  void rage(int kills, Path scratch, List<String> expected) throws Exception {
    for (int number = 0; figures.kills() < kills; number++) {
      Corpus corpus =
          new Corpus(scratch.resolve(victim.getClass().getSimpleName() + number), server, expected);
      server.forget();
      story.clear();
      try (Victim.Life life = victim.begin(corpus.folder())) {
        int tears = over(corpus, life, kills);
        assertAllFetched();
        life.assertBooks(server.count());
        corpus.assertDone(tears);
      }
      server.fetches().forEach(figures::fetched);
      figures.survived(server.count(), server.bytes());
      // The only way to see how far a long one is.
      System.out.println(victim.getClass().getSimpleName() + ": " + figures);
    }
  }

  /**
   * One corpus from its beginning to its end; returns how often a line of the output may have been
   * torn.
   */
  private int over(Corpus corpus, Victim.Life life, int kills) throws Exception {
    int tears = 0;
    // A service may have begun before the storm does.
    CorpusBed.await("a server at rest", server::isQuiet);
    int checked = server.fetches().size();
    long[] held = corpus.held();
    while (figures.kills() < kills) {
      KillPoint point = next();
      Outcome outcome = strike(corpus, life, point);
      CorpusBed.await("that the server knows of the death", server::isQuiet);
      assertContinued(held, checked);
      checked = server.fetches().size();
      held = corpus.held();
      corpus.assertSoFar();
      if (outcome == Outcome.DONE) {
        break;
      }
      if (outcome == Outcome.KILLED) {
        figures.killed(point);
        tears++;
      }
    }
    try (Child last = life.start(List.of())) {
      await(last, () -> life.isDone(last));
      life.end(last);
    }
    CorpusBed.await("a server at rest", server::isQuiet);
    assertContinued(held, checked);
    return tears;
  }

  /** Each point comes as often as each other. */
  private KillPoint next() {
    if (deck.isEmpty()) {
      List<KillPoint> all = new ArrayList<>(Arrays.asList(KillPoint.values()));
      all.removeAll(victim.impossible());
      Collections.shuffle(all, random);
      deck.addAll(all);
    }
    return deck.removeFirst();
  }

  private int nth(KillPoint point) {
    return switch (point) {
      case STATE_FLUSH, STATE_FLUSHED, REPLAY_MANIFEST -> 1;
      case RECOVERY, SHUTDOWN -> 1 + random.nextInt(12);
      default -> 1 + random.nextInt(6);
    };
  }

  /** What became of a process that was to be killed. */
  private enum Outcome {
    KILLED,
    /** It ended in good order when it was asked to, before it came to the point. */
    ENDED,
    /** The corpus was done before it came to the point. */
    DONE
  }

  /** Starts a process and kills it at a point. */
  private Outcome strike(Corpus corpus, Victim.Life life, KillPoint point) throws Exception {
    int nth = nth(point);
    Duration delay = Duration.ofMillis(random.nextInt(600));
    story.add(point + " " + nth + " after " + delay.toMillis() + " ms");
    boolean fromOutside = point.how() == KillPoint.How.FROM_OUTSIDE;
    List<String> options =
        fromOutside
            ? List.of()
            : StormDisk.options(point, nth, listener.getLocalPort(), corpus.folder());
    pleas.clear();
    if (point == KillPoint.PROBE) {
      probe.close();
    }
    int before = server.fetches().size();
    try (Child child = life.start(options)) {
      await(
          child,
          () ->
              !child.isAlive()
                  || server.fetches().size() > before
                  || !pleas.isEmpty()
                  || life.isDone(child));
      boolean asks = point == KillPoint.SHUTDOWN;
      boolean lives = !(asks || point == KillPoint.ANY) || !child.endsWithin(delay);
      if (asks && lives) {
        signal(child, random.nextBoolean() ? "TERM" : "INT");
      }
      long[] database = {-1};
      Condition there =
          switch (point) {
            case PROBE -> probe::isHolding;
            case STORE -> () -> hasGrown(corpus.folder(), database);
            case ANY -> () -> true;
            default -> () -> !pleas.isEmpty();
          };
      await(child, () -> there.holds() || !child.isAlive() || (!asks && life.isDone(child)));
      if (child.isAlive() && there.holds()) {
        signal(child, "KILL");
        int status = child.await(PATIENCE).status();
        if (status == 137) {
          story.add("killed");
          return Outcome.KILLED;
        }
        assertThat(status).as(child.errSoFar()).isIn(0, life.statusWhenAsked());
      }
      if (asks) {
        assertThat(child.await(PATIENCE).status())
            .as(child.errSoFar())
            .isIn(0, life.statusWhenAsked());
        story.add("ended");
        return Outcome.ENDED;
      }
      life.end(child);
      story.add("done");
      return Outcome.DONE;
    } finally {
      probe.open();
    }
  }

  /** Sends it, unless the process has ended by itself just now. */
  private static void signal(Child child, String name) throws IOException, InterruptedException {
    try {
      child.signal(name);
    } catch (AssertionError e) {
      if (child.isAlive()) {
        throw e;
      }
    }
  }

  /** Whether the service's database has been written to since this was first asked. */
  private static boolean hasGrown(Path corpus, long[] first) throws IOException {
    Path log = corpus.resolveSibling("state-" + corpus.getFileName()).resolve("runs.db-wal");
    long now =
        Files.exists(log)
            ? Files.size(log) + Files.getLastModifiedTime(log).to(TimeUnit.MICROSECONDS)
            : 0;
    if (first[0] < 0) {
      first[0] = now;
    }
    return first[0] != now;
  }

  /**
   * Since the last death, each clip was asked for once at most, just behind what was there, and
   * none that was whole.
   */
  private void assertContinued(long[] held, int from) {
    List<ClipServer.Fetch> fetches = server.fetches();
    boolean[] asked = new boolean[server.count()];
    for (ClipServer.Fetch fetch : fetches.subList(from, fetches.size())) {
      int clip = fetch.clip();
      assertThat(asked[clip]).as("clip %d is asked for once by one process", clip).isFalse();
      asked[clip] = true;
      assertThat((long) fetch.from())
          .as("clip %d goes on where it was", clip)
          .isEqualTo(held[clip]);
    }
  }

  private void assertAllFetched() {
    boolean[] seen = new boolean[server.count()];
    server.fetches().forEach(fetch -> seen[fetch.clip()] = true);
    assertThat(seen).containsOnly(true);
  }

  /** A condition that may fail. */
  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private void await(Child child, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + PATIENCE + "; it said:\n" + child.errSoFar());
      }
      boolean _ = child.endsWithin(Duration.ofMillis(2));
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
