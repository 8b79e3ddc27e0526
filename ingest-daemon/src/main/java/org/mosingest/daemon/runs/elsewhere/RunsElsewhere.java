package org.mosingest.daemon.runs.elsewhere;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.core.state.HeldException;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.Runs;

/**
 * A service's own runs, and those that other processes tell of: shown beside them, and not to be
 * moved from here. What is told is kept in memory alone, of a bounded number of runs. Safe for many
 * threads.
 */
public final class RunsElsewhere implements Runs {

  /** How many are kept; the first to be forgotten are the oldest that are over or silent. */
  static final int MOST = 100;

  /** After so long without a word a run is no longer taken to go on. */
  static final Duration SILENCE = Duration.ofMinutes(1);

  /** No id of a run of the service itself looks like that, nor does the word for the latest. */
  private static final Pattern ID = Pattern.compile("(?!latest$)[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private static final int LONGEST_ID = 40;

  private final Runs own;
  private final InstantSource clock;

  @GuardedBy("told")
  private final Map<String, Told> told = new LinkedHashMap<>();

  /** What was told of a run, and when. */
  private record Told(RunSnapshot run, Instant at) {}

  /**
   * The runs of a service, with nothing told yet.
   *
   * @param own those that it carries out
   */
  public RunsElsewhere(Runs own, InstantSource clock) {
    this.own = own;
    this.clock = clock;
  }

  /** The time by which it is told how long nothing was heard of a run. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Refuses an id that a run which goes on elsewhere may not have.
   *
   * @throws IllegalArgumentException if so
   */
  public static void checkId(String id) {
    if (id.length() > LONGEST_ID || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "the id of a run in another process has up to "
              + LONGEST_ID
              + " lower-case letters, digits and hyphens, starting with a letter");
    }
  }

  /**
   * Notes what is told of a run.
   *
   * @return whether it was noted: not when as many runs as are kept go on now
   * @throws IllegalMoveException if a run of that id is the service's own
   */
  public boolean tell(RunSnapshot run) throws IllegalMoveException {
    if (own.find(run.id()).isPresent()) {
      throw IllegalMoveException.ofOwn(run.id());
    }
    synchronized (told) {
      if (!told.containsKey(run.id()) && told.size() >= MOST) {
        Optional<String> oldest =
            told.values().stream()
                .filter(known -> isQuiet(shown(known)))
                .map(known -> known.run().id())
                .findFirst();
        if (oldest.isEmpty()) {
          return false;
        }
        told.remove(oldest.get());
      }
      told.put(run.id(), new Told(run, clock.instant()));
      return true;
    }
  }

  private static boolean isQuiet(RunSnapshot run) {
    return run.state().isEnded() || run.state() == RunState.INTERRUPTED;
  }

  private RunSnapshot shown(Told known) {
    RunSnapshot run = known.run();
    if (isQuiet(run) || clock.instant().isBefore(known.at().plus(SILENCE))) {
      return run;
    }
    return new RunSnapshot(
        run.id(),
        RunState.INTERRUPTED,
        run.options(),
        run.outcomes(),
        new RunSnapshot.Traffic(
            run.traffic().bytesDownloaded(),
            run.traffic().bytesResumed(),
            0,
            0,
            OptionalLong.empty()),
        run.times(),
        run.failures(),
        RunSnapshot.Situation.elsewhere(
            Wording.of("no report of it since " + RowJson.utcSeconds(known.at()))));
  }

  private Optional<RunSnapshot> ofOthers(String id) {
    synchronized (told) {
      return Optional.ofNullable(told.get(id)).map(this::shown);
    }
  }

  @Override
  public List<RunSnapshot> list() {
    List<RunSnapshot> others;
    synchronized (told) {
      others = new ArrayList<>(told.values().stream().map(this::shown).toList());
    }
    if (others.isEmpty()) {
      return own.list();
    }
    others.sort(Comparator.comparing((RunSnapshot run) -> run.times().submittedAt()).reversed());
    List<RunSnapshot> all = new ArrayList<>();
    int next = 0;
    for (RunSnapshot run : own.list()) {
      while (next < others.size()
          && others.get(next).times().submittedAt().isAfter(run.times().submittedAt())) {
        all.add(others.get(next++));
      }
      all.add(run);
    }
    all.addAll(others.subList(next, others.size()));
    return all;
  }

  @Override
  public Optional<RunSnapshot> find(String id) {
    return own.find(id).or(() -> ofOthers(id));
  }

  @Override
  public RunSnapshot submit(RunOptions options, Consumer<String> warnings)
      throws BadCorpusException, HeldException, IOException {
    return own.submit(options, warnings);
  }

  /** Of another's run their number by reason is told, and no clip. */
  @Override
  public FailurePage failures(String id, FailureFilter filter, int limit, int offset)
      throws NoSuchRunException {
    return ofOthers(id).isPresent()
        ? new FailurePage(0, List.of())
        : own.failures(id, filter, limit, offset);
  }

  @Override
  public List<HostFailures> failuresByHost(String id) throws NoSuchRunException {
    return ofOthers(id).isPresent() ? List.of() : own.failuresByHost(id);
  }

  @Override
  public RunSnapshot pause(String id) throws NoSuchRunException, IllegalMoveException {
    refuseOthers(id);
    return own.pause(id);
  }

  @Override
  public RunSnapshot resume(String id) throws NoSuchRunException, IllegalMoveException {
    refuseOthers(id);
    return own.resume(id);
  }

  @Override
  public RunSnapshot cancel(String id) throws NoSuchRunException, IllegalMoveException {
    refuseOthers(id);
    return own.cancel(id);
  }

  @Override
  public RunSnapshot retry(String id, RetryChoice choice)
      throws NoSuchRunException,
          IllegalMoveException,
          NotFailedException,
          BadCorpusException,
          HeldException,
          IOException {
    refuseOthers(id);
    return own.retry(id, choice);
  }

  @Override
  public RunSnapshot delete(String id)
      throws NoSuchRunException, IllegalMoveException, IOException {
    synchronized (told) {
      Optional<RunSnapshot> other = ofOthers(id);
      if (other.isPresent()) {
        if (!isQuiet(other.get())) {
          throw IllegalMoveException.ofOther(id);
        }
        told.remove(id);
        return other.get();
      }
    }
    return own.delete(id);
  }

  private void refuseOthers(String id) throws IllegalMoveException {
    if (ofOthers(id).isPresent()) {
      throw IllegalMoveException.ofOther(id);
    }
  }
}
