package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mosingest.cli.client.DaemonDocuments;
import org.mosingest.cli.client.WatchView;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When a watch that is no terminal says something. */
final class PlainWatchTest {

  private final SetClock clock = new SetClock();
  private final StringWriter said = new StringWriter();
  private final WatchView.Plain view = new WatchView.Plain(new PrintWriter(said), clock);

  @Test
  void saysALineEveryTenSecondsAndAtEachChangeOfState() {
    show("running", 1);
    clock.moves(Duration.ofSeconds(9));
    show("running", 2);
    clock.moves(Duration.ofSeconds(1));
    show("running", 3);
    show("paused", 3);

    assertThat(settled()).containsExactly("running 1/100", "running 3/100", "paused 3/100");
  }

  @Test
  void aClockThatIsSetBackDoesNotSilenceIt() {
    show("running", 1);
    clock.moves(Duration.ofDays(-365));
    show("running", 2);
    clock.moves(Duration.ofSeconds(9));
    show("running", 3);
    clock.moves(Duration.ofSeconds(1));
    show("running", 4);

    assertThat(settled()).containsExactly("running 1/100", "running 2/100", "running 4/100");
  }

  private void show(String state, int settled) {
    JsonNode document =
        JsonMapper.shared()
            .readTree(ClientTestBase.progress(ClientTestBase.run("r-1", state, settled)));
    view.show(document, DaemonDocuments.runs(document).stream().map(DaemonDocuments::run).toList());
  }

  private List<String> settled() {
    return said.toString()
        .lines()
        .map(line -> line.replaceAll(".* r-1 (\\w+ \\S+) .*", "$1"))
        .toList();
  }

  /** A clock that moves when it is told to, back as well. */
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-11-23T06:05:00Z");

    void moves(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
