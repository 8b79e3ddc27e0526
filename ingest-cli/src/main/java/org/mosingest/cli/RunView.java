package org.mosingest.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.mosingest.daemon.run.Books;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.RunProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a foreground run shows while it works: a live line on a terminal, a plain line now and then elsewhere. */
sealed interface RunView extends AutoCloseable {

  @Override
  void close();

  /** The view that fits where stderr goes. */
  static RunView of(IngestRun run, boolean terminal) {
    return terminal ? new Bar(run) : new Lines(run);
  }

  /** A bar with counts, on a terminal. */
  final class Bar implements RunView {
    private static final Duration TICK = Duration.ofMillis(200);
    private final IngestRun run;
    private final ProgressBar bar;
    private final Ticker ticker;

    private Bar(IngestRun run) {
      this.run = run;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName("clips")
              .setInitialMax(run.manifest().rows().size())
              .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
              .setUpdateIntervalMillis((int) TICK.toMillis())
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .hideEta()
              .build();
      this.ticker = new Ticker(this::show, TICK);
    }

    private void show() {
      RunProgress progress = run.progress();
      Books books = progress.books();
      bar.stepTo(books.settled());
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              " %d written, %d failed, %d broken, %.1f MB%s",
              books.written(),
              books.skippedDownload(),
              books.skippedBroken(),
              progress.bytesDownloaded() / 1e6,
              progress.note().isEmpty() ? "" : ", " + progress.note()));
    }

    @Override
    public void close() {
      ticker.close();
      show();
      bar.close();
    }
  }

  /** A line every ten seconds, in a log. */
  final class Lines implements RunView {
    private static final Logger LOG = LoggerFactory.getLogger(RunView.class);
    private final IngestRun run;
    private final Ticker ticker;

    private Lines(IngestRun run) {
      this.run = run;
      this.ticker = new Ticker(this::show, Duration.ofSeconds(10));
    }

    private void show() {
      RunProgress progress = run.progress();
      Books books = progress.books();
      LOG.info(
          "progress: {}/{} (wrote={}, dl-failed={}, broken={}, dedups={}), {} waiting for an earlier clip, {} MB fetched{}",
          books.settled(),
          books.rows(),
          books.written(),
          books.skippedDownload(),
          books.skippedBroken(),
          books.dedups(),
          progress.waiting(),
          progress.bytesDownloaded() / 1_000_000,
          progress.note().isEmpty() ? "" : ", " + progress.note());
    }

    @Override
    public void close() {
      ticker.close();
    }
  }

  /** Calls something at a steady rate until it is closed. */
  final class Ticker implements AutoCloseable {
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("view").factory());

    private Ticker(Runnable action, Duration every) {
      var _ = clock.scheduleAtFixedRate(action, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}
