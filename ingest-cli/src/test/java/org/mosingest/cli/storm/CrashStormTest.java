package org.mosingest.cli.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.cli.Child;
import org.mosingest.core.probe.BundledFfmpeg;

/**
 * The real program and the real service, killed with SIGKILL again and again and let finish at
 * last. {@code -Dstorm.kills} says how often in all, {@code -Dstorm.seed} which storm it is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(7_200)
final class CrashStormTest {

  private static final int CLIPS = 50;
  private static final int KILLS = Integer.getInteger("storm.kills", 25);
  private static final int OF_THE_SERVICE = KILLS * 2 / 5;
  private static final long SEED = Long.getLong("storm.seed", 1);

  @TempDir static Path temporary = Path.of("");

  private ClipServer server = unset();
  private ProbeGate probe = unset();
  private List<String> undisturbed = List.of();

  @BeforeAll
  void runUndisturbed() throws Exception {
    // Without it no process believes what another one wrote and did not sync, and fetches that
    // again.
    assumeTrue(
        Files.isReadable(Path.of("/proc/sys/kernel/random/boot_id")),
        "this system tells no boot id");
    server = new ClipServer(CLIPS, Duration.ofMillis(8));
    probe = ProbeGate.before(BundledFfmpeg.extract().ffprobe(), temporary);
    Corpus corpus = new Corpus(temporary.resolve("undisturbed"), server, List.of());
    try (Child run =
        new ForegroundRuns(temporary, probe.program()).begin(corpus.folder()).start(List.of())) {
      assertThat(run.await(Duration.ofMinutes(2)).status()).as(run.errSoFar()).isZero();
    }
    undisturbed = corpus.lines();
    assertThat(undisturbed).hasSize(CLIPS);
  }

  @AfterAll
  void closeServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void foregroundRuns() throws Exception {
    storm(new ForegroundRuns(temporary, probe.program()), KILLS - OF_THE_SERVICE);
  }

  @Test
  void service() throws Exception {
    storm(new Service(temporary, probe.program()), OF_THE_SERVICE);
  }

  private void storm(Victim victim, int kills) throws Exception {
    try (Storm storm = new Storm(victim, server, probe, SEED)) {
      try {
        storm.rage(kills, temporary, undisturbed);
      } catch (Throwable e) {
        throw new AssertionError(
            "with -Dstorm.seed="
                + SEED
                + " -Dstorm.kills="
                + KILLS
                + ", after "
                + storm.figures()
                + ":\n"
                + storm.story(),
            e);
      }
      assertThat(storm.figures().kills()).isEqualTo(kills);
      List<KillPoint> points = new ArrayList<>(Arrays.asList(KillPoint.values()));
      points.removeAll(victim.impossible());
      if (kills >= 5 * points.size()) {
        assertThat(points).allMatch(point -> storm.figures().kills(point) > 0);
      }
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T unset() {
    return null;
  }
}
