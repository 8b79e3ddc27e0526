package org.mosingest.cli.view;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/** What a live view of a daemon's runs shows. Safe for many threads. */
public final class WatchFrame implements LiveScreen.Frame {

  private record Seen(List<RunFacts> runs, Optional<DaemonFacts> daemon, Optional<Instant> away) {}

  private final Palette palette;
  private volatile Seen seen = new Seen(List.of(), Optional.empty(), Optional.empty());

  /** A frame in which there is nothing to see yet. */
  public WatchFrame(Palette palette) {
    this.palette = palette;
  }

  /** The progress is this. */
  public void show(List<RunFacts> runs, DaemonFacts daemon) {
    seen = new Seen(List.copyOf(runs), Optional.of(daemon), Optional.empty());
  }

  /** The daemon has been away since then; what was seen last stays. */
  public void away(Instant since) {
    seen = new Seen(seen.runs(), seen.daemon(), Optional.of(since));
  }

  @Override
  public List<AttributedString> lines(int columns, int rows) {
    Seen now = seen;
    if (now.daemon().isEmpty()) {
      return List.of();
    }
    List<AttributedString> lines = new ArrayList<>();
    if (now.runs().isEmpty()) {
      lines.add(palette.plain("no active run"));
    } else {
      lines.addAll(RunFrame.of(now.runs(), palette, columns, rows - 1));
    }
    lines.add(
        now.away().isPresent()
            ? palette.warning(awayLine(now.away().get(), Instant.now()))
            : RunFrame.daemon(now.daemon().get(), palette, columns));
    return lines;
  }

  /** How the absence of the daemon is said. */
  public static String awayLine(Instant since, Instant now) {
    return "daemon away since "
        + since.truncatedTo(ChronoUnit.SECONDS)
        + " ("
        + Amounts.duration(Duration.between(since, now).toSeconds())
        + "), trying again";
  }
}
