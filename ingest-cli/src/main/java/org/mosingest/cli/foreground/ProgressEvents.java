package org.mosingest.cli.foreground;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mosingest.cli.view.RunSummary;
import org.mosingest.cli.view.RunView;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.run.RunResult;
import org.mosingest.daemon.runs.registry.RateWindow;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/**
 * A run's progress as JSON, an object a line: {@code progress} whenever it has changed, once a
 * second at most and at least every fifteen seconds, and {@code end} at its end. Keys are those of
 * the service's {@code /progress}. Safe for many threads.
 */
final class ProgressEvents implements AutoCloseable {

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final long MOST_SILENT_NS = Duration.ofSeconds(15).toNanos();

  private final IngestRun run;
  private final PrintWriter out;
  private final RateWindow rates = new RateWindow(RunView.RATES_OVER);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress-events").factory());

  private Map<String, Object> last = Map.of();
  private long lastAt;
  private boolean closed;

  private ProgressEvents(IngestRun run, PrintWriter out) {
    this.run = run;
    this.out = out;
  }

  /** Begins to print; the first line comes at once. */
  static ProgressEvents begin(IngestRun run, PrintWriter out) {
    ProgressEvents events = new ProgressEvents(run, out);
    events.print();
    var _ =
        events.clock.scheduleAtFixedRate(
            events::print, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return events;
  }

  private synchronized void print() {
    if (closed) {
      return;
    }
    RunProgress progress = run.progress();
    Outcomes rows = progress.outcomes();
    long now = System.nanoTime();
    rates.sample(now, rows.settled(), progress.bytesDownloaded());
    Map<String, Object> counters = RunSummary.counters(run.options(), progress);
    if (counters.equals(last) && now - lastAt < MOST_SILENT_NS) {
      return;
    }
    last = counters;
    lastAt = now;
    Map<String, Object> event = event("progress", "running", counters);
    event.put("clips_per_s", rates.clipsPerS());
    event.put("bytes_per_s", rates.bytesPerS());
    OptionalLong eta = rates.etaS(rows.rows() - rows.settled());
    event.put("eta_s", eta.isPresent() ? eta.getAsLong() : NullNode.getInstance());
    line(event);
  }

  /** The last line; none comes after it. */
  synchronized void end(RunOptions options, RunResult result) {
    closed = true;
    line(
        event(
            "end",
            result.finished() ? "completed" : "interrupted",
            RunSummary.counters(options, result.progress())));
  }

  private static Map<String, Object> event(
      String name, String state, Map<String, Object> counters) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.put("at_utc", RowJson.utcSeconds(Instant.now()));
    event.put("state", state);
    event.putAll(counters);
    return event;
  }

  private void line(Map<String, Object> event) {
    out.println(JsonMapper.shared().writeValueAsString(event));
    out.flush();
  }

  @Override
  public synchronized void close() {
    closed = true;
    clock.shutdownNow();
  }
}
