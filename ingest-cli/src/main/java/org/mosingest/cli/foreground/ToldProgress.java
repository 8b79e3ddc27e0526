package org.mosingest.cli.foreground;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mosingest.cli.client.DaemonClient;
import org.mosingest.cli.client.DaemonUnreachableException;
import org.mosingest.cli.client.RefusedException;
import org.mosingest.cli.view.RunView;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.registry.RateWindow;
import org.mosingest.daemon.watch.Stall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells a service how far a run of this process is, which shows it beside its own. A service that
 * does not answer, or refuses, holds the run up in nothing: it is said once, and tried again. Safe
 * for many threads.
 */
public final class ToldProgress implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ToldProgress.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  private final DaemonClient service;
  private final IngestRun run;
  private final RunOptions options;
  private final String id;
  private final Instant begun = Instant.now();
  private final long begunAt = System.nanoTime();
  private final RateWindow rates = new RateWindow(RunView.RATES_OVER);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("told-progress").factory());

  private RunState end = RunState.FAILED;
  private String trouble = "";

  private ToldProgress(DaemonClient service, IngestRun run, String id) {
    this.service = service;
    this.run = run;
    this.options = run.options().mapPaths((_, path) -> absolute(path));
    this.id = id;
  }

  /**
   * Begins to tell of a run.
   *
   * @param kind how the run's id begins: small letters
   */
  public static ToldProgress begin(DaemonClient service, IngestRun run, String kind) {
    ToldProgress progress =
        new ToldProgress(service, run, kind + "-" + UUID.randomUUID().toString().substring(0, 8));
    LOG.info("{} shows this run as {}", service.url(), progress.id);
    var _ =
        progress.clock.scheduleWithFixedDelay(
            () -> progress.tell(RunState.RUNNING, ""), 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return progress;
  }

  /** What it came to: told when this is closed, in place of a failure. */
  public synchronized void ended(boolean finished) {
    end = finished ? RunState.COMPLETED : RunState.INTERRUPTED;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath();
  }

  private synchronized void tell(RunState state, String note) {
    try {
      var _ = service.put(now(state, note).toString(), "runs", id);
      if (!trouble.isEmpty()) {
        LOG.info("{} receives the progress of this run again", service.url());
      }
      trouble = "";
    } catch (RefusedException e) {
      said(e.getMessage() + (e.hint().isEmpty() ? "" : "; " + e.hint()));
    } catch (DaemonUnreachableException e) {
      said(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      // Thrown from here it would end all later ones. A foreign Spark brings libraries of its own.
      said(String.valueOf(e.getMessage()));
    }
  }

  private void said(String why) {
    if (!why.equals(trouble)) {
      LOG.warn("the progress of this run is not shown by a service; the run continues: {}", why);
    }
    trouble = why;
  }

  /** What the service would tell of it itself. */
  private ObjectNode now(RunState state, String note) {
    RunProgress progress = run.progress();
    Outcomes rows = progress.outcomes();
    rates.sample(System.nanoTime(), rows.settled(), progress.bytesDownloaded());
    boolean over = state != RunState.RUNNING;
    String waitsFor =
        progress.note().isEmpty() ? progress.stall().map(Stall::words).orElse("") : progress.note();
    OptionalLong eta = rates.etaS(rows.rows() - rows.settled());
    ObjectNode document = JsonMapper.shared().createObjectNode();
    document
        .put("id", id)
        .put("state", state.word())
        .put("rows", rows.rows())
        .put("written", rows.written())
        .put("dedups", rows.dedups())
        .put("already_in_output", rows.alreadyInOutput())
        .put("download_failed", rows.downloadFailed())
        .put("broken", rows.broken())
        .put("waiting", rows.waiting())
        .put("bytes_downloaded", progress.bytesDownloaded())
        .put("bytes_resumed", progress.bytesResumed())
        .put("clips_per_s", rates.clipsPerS())
        .put("bytes_per_s", rates.bytesPerS())
        .put("active_s", (System.nanoTime() - begunAt) / 1e9)
        .put("started_at_utc", RowJson.utcSeconds(begun))
        .put("note", over ? note : waitsFor);
    if (eta.isPresent()) {
      document.put("eta_s", eta.getAsLong());
    }
    if (over) {
      document.put("finished_at_utc", RowJson.utcSeconds(Instant.now()));
    }
    ObjectNode failures = document.putObject("failures");
    progress.failures().forEach(failures::put);
    document.set("options", RunOptionsJson.write(options));
    return document;
  }

  @Override
  public void close() {
    clock.shutdownNow();
    RunState last;
    synchronized (this) {
      last = end;
    }
    tell(
        last,
        switch (last) {
          case FAILED -> "it failed: see its own log";
          case INTERRUPTED -> "stopped; the same command continues";
          default -> "";
        });
  }
}
