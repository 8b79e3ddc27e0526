package org.mosingest.cli.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.cli.Child;
import org.mosingest.cli.Scripts;
import org.mosingest.core.probe.BundledFfmpeg;

/**
 * The real program and the real service, killed with SIGKILL again and again and let finish at last. {@code -Dstorm.kills}
 * says how often in all, {@code -Dstorm.seed} which storm it is.
 */
@Timeout(7_200)
final class CrashStormTest {

  private static final int CLIPS = 70;
  private static final int KILLS = Integer.getInteger("storm.kills", 25);
  private static final long SEED = Long.getLong("storm.seed", 1);

  @TempDir Path temporary = Path.of("");

  @Test
  void foregroundRuns() throws Exception {
    storm(ForegroundRuns::new, KILLS - KILLS * 2 / 5);
  }

  @Test
  void service() throws Exception {
    storm(Service::new, KILLS * 2 / 5);
  }

  private void storm(BiFunction<Path, Path, Victim> kind, int kills) throws Exception {
    Path mark = temporary.resolve("probe-mark");
    Path probing = temporary.resolve("probing");
    Path ffprobe =
        Scripts.program(
            temporary.resolve("ffprobe"),
            "[ \"$1\" != -version ] && [ -e %s ] && { : > %s; sleep 1; }\nexec %s \"$@\""
                .formatted(mark, probing, BundledFfmpeg.extract().ffprobe()));
    Victim victim = kind.apply(temporary, ffprobe);
    try (ClipServer server = new ClipServer(CLIPS, Duration.ofMillis(8));
        Storm storm = new Storm(victim, server, mark, probing, SEED)) {
      try {
        storm.rage(kills, temporary, undisturbed(server, ffprobe));
      } catch (Throwable e) {
        throw new AssertionError(
            "with -Dstorm.seed=" + SEED + " -Dstorm.kills=" + KILLS + ", after " + storm.figures() + ":\n" + storm.story(), e);
      }
      assertThat(storm.figures().kills()).isEqualTo(kills);
      List<KillPoint> points = new ArrayList<>(Arrays.asList(KillPoint.values()));
      points.removeAll(victim.impossible());
      if (kills >= 5 * points.size()) {
        assertThat(points).allMatch(point -> storm.figures().kills(point) > 0);
      }
    }
  }

  /** What an undisturbed run makes of the clips. */
  private List<String> undisturbed(ClipServer server, Path ffprobe) throws Exception {
    Corpus corpus = new Corpus(temporary.resolve("undisturbed"), server, List.of());
    try (Child run = new ForegroundRuns(temporary, ffprobe).begin(corpus.folder()).start(List.of())) {
      assertThat(run.await(Duration.ofMinutes(2)).status()).as(run.errSoFar()).isZero();
    }
    List<String> rows = corpus.lines();
    assertThat(rows).hasSize(CLIPS);
    return rows;
  }
}
