package org.mosingest.cli.view;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Text;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.registry.RateWindow;
import org.mosingest.daemon.watch.Stall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a foreground run shows while it works: a live line on a terminal, a plain line now and then
 * elsewhere.
 */
public sealed interface RunView extends AutoCloseable {

  /** Over how long a rate is taken. */
  Duration RATES_OVER = Duration.ofSeconds(30);

  @Override
  void close();

  /**
   * The view that fits where stderr goes.
   *
   * @param load how busy the run's pools are, and how much room its disk has
   */
  static RunView of(IngestRun run, boolean terminal, Supplier<DaemonFacts> load) {
    if (terminal) {
      Sight sight = new Sight(run);
      Optional<LiveScreen> screen =
          LiveScreen.open(RunFrame.alone(sight::now, load, Palette.on(true, System.getenv())));
      if (screen.isPresent()) {
        return new Live(screen.get());
      }
    }
    return new Lines(run);
  }

  /** What the run waits for, or what holds it up. */
  private static String noted(RunProgress progress) {
    return progress.note().isEmpty()
        ? progress.stall().map(Stall::words).orElse("")
        : progress.note();
  }

  /** A bar with counts, on a terminal. */
  record Live(LiveScreen screen) implements RunView {
    @Override
    public void close() {
      screen.close();
    }
  }

  /** The run as it is now, and how quickly it has moved lately. */
  final class Sight {
    private final IngestRun run;
    private final RateWindow rates = new RateWindow(RATES_OVER);

    private Sight(IngestRun run) {
      this.run = run;
    }

    private synchronized RunFacts now() {
      RunProgress progress = run.progress();
      Outcomes rows = progress.outcomes();
      rates.sample(System.nanoTime(), rows.settled(), progress.bytesDownloaded());
      boolean over = progress.books().balance();
      Map<String, Long> failures = new LinkedHashMap<>();
      progress
          .failures()
          .forEach((reason, count) -> failures.put(Text.printable(reason), count.longValue()));
      return new RunFacts(
          "",
          run.options().corpus().id(),
          (over ? RunState.COMPLETED : RunState.RUNNING).word(),
          new RunFacts.Counts(
              rows.rows(),
              rows.settled(),
              rows.written(),
              rows.downloadFailed(),
              rows.broken(),
              rows.dedups(),
              rows.waiting(),
              rows.alreadyInOutput()),
          new RunFacts.Traffic(
              progress.bytesDownloaded(),
              progress.bytesResumed(),
              rates.clipsPerS(),
              rates.bytesPerS(),
              rates.etaS(rows.rows() - rows.settled())),
          new RunFacts.Times(Optional.empty(), Optional.empty()),
          "",
          // The last failures are in the log, which stands above.
          new RunFacts.Remarks(
              failures,
              List.of(),
              noted(progress),
              progress.situation().activity(),
              Text.printable(run.options().find(CorpusOption.LABEL).orElse(""))));
    }
  }

  /** A line every ten seconds, in a log. */
  final class Lines implements RunView {
    private static final Logger LOG = LoggerFactory.getLogger(RunView.class);
    private final IngestRun run;
    private final Ticker ticker;
    private final RateWindow rates = new RateWindow(RATES_OVER);

    private Lines(IngestRun run) {
      this(run, Duration.ofSeconds(10));
    }

    public Lines(IngestRun run, Duration every) {
      this.run = run;
      this.ticker = new Ticker(this::show, every);
    }

    private void show() {
      RunProgress progress = run.progress();
      Outcomes rows = progress.outcomes();
      rates.sample(System.nanoTime(), rows.settled(), progress.bytesDownloaded());
      LOG.info(
          "progress: {} {}/{} (wrote={}, already-in-output={}, duplicates={}, dl-failed={}, broken={}, waiting={}), {}, ETA {}, {} fetched{}",
          Amounts.percent(rows.settled(), rows.rows()),
          rows.settled(),
          rows.rows(),
          rows.written(),
          rows.alreadyInOutput(),
          rows.duplicates(),
          rows.downloadFailed(),
          rows.broken(),
          rows.waiting(),
          Amounts.rate(rates.clipsPerS()).replace("/", " clips/"),
          Amounts.eta(rates.etaS(rows.rows() - rows.settled())),
          ByteFormat.BRIEF.of(progress.bytesDownloaded()),
          noted(progress).isEmpty() ? "" : ", " + noted(progress));
    }

    @Override
    public void close() {
      ticker.close();
    }
  }

  /** Calls something at a steady rate until it is closed. */
  final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("view").factory());

    private Ticker(Runnable action, Duration every) {
      var _ =
          clock.scheduleAtFixedRate(
              action, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}
