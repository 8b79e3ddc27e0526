package org.mosingest.cli.client;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.cli.process.Terminal;
import org.mosingest.cli.view.Amounts;
import org.mosingest.cli.view.LiveScreen;
import org.mosingest.cli.view.Palette;
import org.mosingest.cli.view.RunFacts;
import org.mosingest.cli.view.WatchFrame;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What a watch shows. */
public interface WatchView extends AutoCloseable {

  /** The progress is this. */
  void show(JsonNode document, List<RunFacts> runs);

  /** The daemon has been away since then. */
  void away(Instant since);

  /** Whether there is room for a run's last failures. */
  default boolean showsFailures() {
    return false;
  }

  @Override
  void close();

  /** The view that was asked for, or that fits where stderr goes. */
  static WatchView of(boolean json, CommandLine command) {
    if (json) {
      return new Json(command.getOut());
    }
    if (Terminal.isStderr()) {
      WatchFrame frame = new WatchFrame(Palette.on(true, System.getenv()));
      Optional<LiveScreen> screen = LiveScreen.open(frame);
      if (screen.isPresent()) {
        return new Live(frame, screen.get());
      }
    }
    return new Plain(command.getErr(), Clock.systemUTC());
  }

  /** Redrawn in place. */
  record Live(WatchFrame frame, LiveScreen screen) implements WatchView {
    @Override
    public boolean showsFailures() {
      return true;
    }

    @Override
    public void show(JsonNode document, List<RunFacts> runs) {
      frame.show(runs, DaemonDocuments.daemon(document));
    }

    @Override
    public void away(Instant since) {
      frame.away(since);
    }

    @Override
    public void close() {
      screen.close();
    }
  }

  /** A line for a run when its state changes, and now and then in between. */
  final class Plain implements WatchView {
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    private record Said(String state, Instant at) {}

    private final PrintWriter out;
    private final Clock clock;
    private final Map<String, Said> said = new HashMap<>();
    private boolean away;

    public Plain(PrintWriter out, Clock clock) {
      this.out = out;
      this.clock = clock;
    }

    @Override
    public void show(JsonNode document, List<RunFacts> runs) {
      Instant now = clock.instant();
      if (away) {
        away = false;
        out.println(stamp(now) + " the daemon is back");
      }
      if (runs.isEmpty()) {
        out.println("no active run");
      }
      for (RunFacts run : runs) {
        Said last = said.get(run.id());
        if (last == null || !last.state().equals(run.state()) || isDue(last.at(), now)) {
          said.put(run.id(), new Said(run.state(), now));
          out.println(stamp(now) + " " + line(run));
        }
      }
      out.flush();
    }

    @Override
    public void away(Instant since) {
      if (!away) {
        away = true;
        out.println(stamp(clock.instant()) + " " + WatchFrame.awayLine(since, clock.instant()));
        out.flush();
      }
    }

    /** A clock that was set back must not silence it. */
    private static boolean isDue(Instant last, Instant now) {
      return now.isBefore(last) || !now.isBefore(last.plus(BETWEEN));
    }

    private static String line(RunFacts run) {
      return run.corpus()
          + " "
          + run.id()
          + " "
          + run.state()
          + " "
          + run.counts().settled()
          + "/"
          + run.counts().rows()
          + " ("
          + Amounts.percent(run.counts().settled(), run.counts().rows())
          + "), wrote="
          + run.counts().written()
          + (run.counts().alreadyInOutput() == 0
              ? ""
              : ", already-in-output=" + run.counts().alreadyInOutput())
          + ", dl-failed="
          + run.counts().downloadFailed()
          + ", broken="
          + run.counts().broken()
          + ", duplicates="
          + run.counts().duplicates()
          + (run.isEnded()
              ? ""
              : ", "
                  + Amounts.rate(run.traffic().clipsPerS())
                  + ", ETA "
                  + Amounts.eta(run.traffic().etaS()))
          + (run.remarks().note().isEmpty() ? "" : ", " + run.remarks().note());
    }

    private static String stamp(Instant at) {
      return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void close() {
      out.flush();
    }
  }

  /** The documents themselves, one a line. */
  final class Json implements WatchView {
    private final PrintWriter out;

    Json(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void show(JsonNode document, List<RunFacts> runs) {
      out.println(document);
      out.flush();
    }

    @Override
    public void away(Instant since) {
      // What is piped on is progress only.
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
