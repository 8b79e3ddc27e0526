package org.mosingest.daemon.history;

import static java.util.stream.Collectors.toSet;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.Runs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The histories of a service's runs since it started: each with some hundred samples that span it,
 * whether it takes minutes or weeks. They are not stored.
 *
 * <p>Safe for many threads.
 */
public final class RunHistories implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunHistories.class);

  private static final int MOST_SAMPLES = 600;
  private static final int MOST_RUNS = 64;

  private final Runs runs;
  private final InstantSource clock;

  @GuardedBy("histories")
  private final Map<String, ThinnedSamples> histories = new LinkedHashMap<>();

  /** Runs that went on at the last look: of these the end of the stretch is noted. */
  @GuardedBy("histories")
  private final Set<String> live = new HashSet<>();

  /** In which stretch a run is that has begun one. */
  @GuardedBy("histories")
  private final Map<String, Integer> stretches = new HashMap<>();

  /** A run that was over before says nothing of how it went. */
  private final long sinceS;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("run-histories").factory());

  private RunHistories(Runs runs, InstantSource clock) {
    this.runs = runs;
    this.clock = clock;
    this.sinceS = clock.instant().getEpochSecond();
  }

  /** Begins to look at the runs, once a second. */
  public static RunHistories start(Runs runs) {
    RunHistories histories = new RunHistories(runs, InstantSource.system());
    var _ = histories.timer.scheduleAtFixedRate(histories::lookSafely, 0, 1, TimeUnit.SECONDS);
    return histories;
  }

  /** Histories that look when they are told to. */
  static RunHistories still(Runs runs, InstantSource clock) {
    return new RunHistories(runs, clock);
  }

  /**
   * How a run went, up to what it shows now; without samples if it was over before anybody looked.
   */
  public RunHistory of(RunSnapshot run) {
    synchronized (histories) {
      note(run, clock.instant().getEpochSecond());
      ThinnedSamples history = histories.get(run.id());
      return history == null
          ? new RunHistory(1, List.of())
          : new RunHistory(history.everyS(), history.samples());
    }
  }

  private void lookSafely() {
    try {
      look();
    } catch (RuntimeException e) {
      // Thrown from here it would end all later looks.
      LOG.error("cannot record the progress of the runs", e);
    }
  }

  /** Notes how far the runs are. */
  void look() {
    List<RunSnapshot> now = runs.list();
    long atS = clock.instant().getEpochSecond();
    synchronized (histories) {
      for (RunSnapshot run : now) {
        note(run, atS);
      }
      histories.keySet().retainAll(now.stream().map(RunSnapshot::id).collect(toSet()));
      forget();
    }
  }

  @GuardedBy("histories")
  private void note(RunSnapshot run, long atS) {
    boolean goesOn = run.state() == RunState.RUNNING;
    boolean wentOn = live.remove(run.id());
    boolean missed = !wentOn && hasBegunUnseen(run);
    if (goesOn) {
      live.add(run.id());
    }
    // Of one that stands still or is over, the end of its stretch is noted once.
    if (!goesOn && !wentOn && !missed) {
      return;
    }
    ThinnedSamples history =
        histories.computeIfAbsent(run.id(), id -> new ThinnedSamples(MOST_SAMPLES));
    int stretch = wentOn ? stretches.getOrDefault(run.id(), 0) : history.stretches();
    stretches.put(run.id(), stretch);
    long begunS = run.times().startedAt().map(Instant::getEpochSecond).orElse(atS);
    if (missed && begunS <= atS) {
      history.add(new RunHistory.Sample(begunS, 0, 0, 0, stretch), false);
      long endS = run.times().finishedAt().map(Instant::getEpochSecond).orElse(atS);
      history.add(sample(run, Math.max(endS, begunS + 1), stretch), true);
    } else {
      history.add(sample(run, atS, stretch), !goesOn);
    }
  }

  /** Whether it began, in this service's time, after the last look: its beginning is known. */
  @GuardedBy("histories")
  private boolean hasBegunUnseen(RunSnapshot run) {
    return !histories.containsKey(run.id())
        && run.times().startedAt().filter(at -> at.getEpochSecond() >= sinceS).isPresent();
  }

  /** The oldest of those that are over go first. */
  @GuardedBy("histories")
  private void forget() {
    Iterator<String> ids = histories.keySet().iterator();
    stretches.keySet().retainAll(histories.keySet());
    live.retainAll(histories.keySet());
    int surplus = histories.size() - MOST_RUNS;
    while (surplus > 0 && ids.hasNext()) {
      if (!live.contains(ids.next())) {
        ids.remove();
        surplus--;
      }
    }
  }

  private static RunHistory.Sample sample(RunSnapshot run, long atS, int stretch) {
    return new RunHistory.Sample(
        atS,
        run.outcomes().settled(),
        run.outcomes().failed(),
        run.traffic().bytesDownloaded(),
        stretch);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
