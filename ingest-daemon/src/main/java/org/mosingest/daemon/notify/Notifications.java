package org.mosingest.daemon.notify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.Runs;
import org.mosingest.transfer.reach.Reach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator's server or program how runs end and that they stall. It looks at the runs
 * once a second, so that no run ever waits for it; what is not delivered when the service stops is
 * dropped.
 *
 * <p>Safe for many threads.
 */
public final class Notifications implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

  private final Runs runs;
  private final Instant since;
  private final List<Outbox> outboxes;

  @GuardedBy("this")
  private Map<String, Seen> seen = new HashMap<>();

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("notify-watch").factory());

  /** How a run stood at the last look. */
  private record Seen(Optional<Instant> endedAt, boolean stalled) {}

  private Notifications(Runs runs, Instant since, List<Outbox> outboxes) {
    this.runs = runs;
    this.since = since;
    this.outboxes = List.copyOf(outboxes);
  }

  /**
   * Begins to look at the runs, if there is anybody to tell.
   *
   * @param since runs that were over before are not told of
   * @param reach through which proxy a server is told, and which certificates are accepted
   * @throws IllegalArgumentException if the certificates cannot be used
   */
  public static Notifications start(
      Runs runs, NotifySettings settings, Instant since, Reach reach) {
    List<Outbox> outboxes = new ArrayList<>();
    settings
        .url()
        .map(url -> new WebReceiver(url, settings.key(), settings.mostTime(), reach))
        .ifPresent(receiver -> outboxes.add(new Outbox(receiver, settings.backoff())));
    settings
        .command()
        .map(program -> new CommandReceiver(program, settings.mostTime()))
        .ifPresent(receiver -> outboxes.add(new Outbox(receiver, settings.backoff())));
    Notifications notifications = new Notifications(runs, since, outboxes);
    if (!outboxes.isEmpty()) {
      var _ =
          notifications.timer.scheduleWithFixedDelay(notifications::look, 0, 1, TimeUnit.SECONDS);
    }
    return notifications;
  }

  private void look() {
    try {
      for (RunEvent event : news()) {
        byte[] json = event.json(Instant.now());
        outboxes.forEach(outbox -> outbox.add(event.words(), json));
      }
    } catch (RuntimeException e) {
      // Thrown from here it would end all later looks.
      LOG.error("cannot check for notifications to send", e);
    }
  }

  private synchronized List<RunEvent> news() {
    List<RunEvent> news = new ArrayList<>();
    Map<String, Seen> now = new HashMap<>();
    for (RunSnapshot run : runs.list()) {
      Optional<Instant> endedAt =
          run.state().isEnded() ? run.times().finishedAt() : Optional.empty();
      Seen is = new Seen(endedAt, run.situation().stall().isPresent());
      Seen was = seen.getOrDefault(run.id(), new Seen(Optional.empty(), false));
      if (endedAt.filter(at -> !at.isBefore(since)).isPresent() && !endedAt.equals(was.endedAt())) {
        news.add(new RunEvent(run.state().word(), run));
      } else if (is.stalled() && !was.stalled()) {
        news.add(new RunEvent(RunEvent.STALLED, run));
      }
      now.put(run.id(), is);
    }
    seen = now;
    return news;
  }

  /** Stops at once, whatever is under way. */
  @Override
  public void close() {
    timer.shutdown();
    outboxes.forEach(Outbox::close);
  }
}
