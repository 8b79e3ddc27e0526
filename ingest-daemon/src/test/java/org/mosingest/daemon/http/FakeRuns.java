package org.mosingest.daemon.http;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.ledger.Outcomes;
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
import org.mosingest.daemon.watch.ActiveTransfer;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.HostPace;
import org.mosingest.daemon.watch.Stage;
import org.mosingest.daemon.watch.Stall;

/** Runs that only change when a test says so. */
final class FakeRuns implements Runs {

  static final Instant THEN = Instant.parse("2026-05-08T12:00:00.75Z");

  private final Map<String, RunSnapshot> byId = new LinkedHashMap<>();
  final List<RunOptions> submitted = new ArrayList<>();
  RetryChoice retried = new RetryChoice.All();

  /** What a run has become. */
  synchronized void set(String id, RunState state, RunOptions options, Books books) {
    byId.put(
        id,
        new RunSnapshot(
            id,
            state,
            options,
            Outcomes.of(books, new OutcomeCount(2, 0, 0)),
            new RunSnapshot.Traffic(
                1_000_000L * books.settled(),
                512,
                1.5,
                2_000_000.25,
                state == RunState.RUNNING ? OptionalLong.of(90) : OptionalLong.empty()),
            new RunSnapshot.Times(
                THEN,
                state == RunState.QUEUED ? Optional.empty() : Optional.of(THEN),
                state.isEnded() ? Optional.of(THEN.plusSeconds(60)) : Optional.empty(),
                Duration.ofMillis(45_250)),
            Map.of("http-404", books.skippedDownload(), "made-up-by-a-server", 1),
            new RunSnapshot.Situation(
                Wording.NONE,
                state == RunState.RUNNING
                    ? Optional.of(
                        new Stall(
                            Duration.ofSeconds(312),
                            List.of(
                                new Stall.StalledClip(
                                    "a.mp4", Stage.BACKING_OFF, Duration.ofSeconds(7), "why"))))
                    : Optional.empty(),
                new Activity(
                    List.of(
                        new ActiveTransfer(
                            3, "c.mp4", "a.example", 5_000, 12.5, Duration.ofSeconds(48))),
                    List.of(
                        new HostPace(
                            "a.example",
                            1,
                            7,
                            1,
                            Duration.ofMillis(500),
                            Duration.ofMillis(11_200)),
                        new HostPace("b.example", 2, 0, 8, Duration.ZERO, Duration.ZERO))))));
  }

  @Override
  public synchronized RunSnapshot submit(RunOptions options, Consumer<String> warnings)
      throws BadCorpusException, HeldException {
    if (options.corpusVersion().equals("held")) {
      throw new HeldException("run r-0 holds " + options.folder());
    }
    if (options.corpusVersion().equals("bad")) {
      throw new BadCorpusException("no manifest in " + options.folder(), "give manifest_csv");
    }
    if (options.corpusVersion().equals("fault")) {
      throw new IllegalStateException("a secret of the inside");
    }
    submitted.add(options);
    warnings.accept("manifest.csv:2: no MOS for a.mp4; row refused");
    String id = "r-" + submitted.size();
    set(id, RunState.QUEUED, options, new Books(100, 0, 0, 0, 0));
    return get(id);
  }

  @Override
  public synchronized List<RunSnapshot> list() {
    return List.copyOf(byId.values()).reversed();
  }

  @Override
  public synchronized Optional<RunSnapshot> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public FailurePage failures(String id, FailureFilter filter, int limit, int offset)
      throws NoSuchRunException {
    known(id);
    ClipFailure lost =
        new ClipFailure(
            7,
            "a.mp4",
            "https://h/a.mp4",
            ClipFailure.Kind.DOWNLOAD,
            Reason.parse("http-404: Not Found"),
            THEN,
            OptionalInt.of(1),
            512);
    ClipFailure broken =
        new ClipFailure(
            9,
            "b.mp4",
            "",
            ClipFailure.Kind.BROKEN,
            Reason.parse("no-video-stream"),
            THEN,
            OptionalInt.empty(),
            0);
    List<ClipFailure> all =
        List.of(lost, broken).stream()
            .filter(
                failure ->
                    failure.reason().text().startsWith(filter.reason())
                        && failure.name().contains(filter.text()))
            .toList();
    return new FailurePage(all.size(), all.stream().skip(offset).limit(limit).toList());
  }

  @Override
  public List<HostFailures> failuresByHost(String id) throws NoSuchRunException {
    known(id);
    return List.of(
        new HostFailures("h", 1, Map.of("http-404", 1)),
        new HostFailures("", 1, Map.of("no-video-stream", 1)));
  }

  @Override
  public RunSnapshot pause(String id) throws NoSuchRunException, IllegalMoveException {
    return move(id, RunState.PAUSED, "pause");
  }

  @Override
  public RunSnapshot resume(String id) throws NoSuchRunException, IllegalMoveException {
    return move(id, RunState.RUNNING, "resume");
  }

  @Override
  public RunSnapshot cancel(String id) throws NoSuchRunException, IllegalMoveException {
    return move(id, RunState.CANCELLED, "cancel");
  }

  @Override
  public synchronized RunSnapshot delete(String id)
      throws NoSuchRunException, IllegalMoveException {
    RunSnapshot run = known(id);
    if (!run.state().isEnded()) {
      throw new IllegalMoveException(id, run.state(), "be deleted");
    }
    byId.remove(id);
    return run;
  }

  @Override
  public RunSnapshot retry(String id, RetryChoice choice)
      throws NoSuchRunException, IllegalMoveException, NotFailedException {
    known(id);
    Set<String> others = new TreeSet<>(choice.named());
    others.removeAll(Set.of("a.mp4", "b.mp4"));
    if (!others.isEmpty()) {
      throw new NotFailedException(others);
    }
    retried = choice;
    return move(id, RunState.QUEUED, "retry");
  }

  private synchronized RunSnapshot move(String id, RunState next, String asked)
      throws NoSuchRunException, IllegalMoveException {
    RunSnapshot run = known(id);
    if (!run.state().mayBecome(next)) {
      throw new IllegalMoveException(id, run.state(), asked);
    }
    Outcomes rows = run.outcomes();
    set(
        id,
        next,
        run.options(),
        new Books(
            rows.rows(), rows.written(), rows.dedups(), rows.downloadFailed(), rows.broken()));
    return get(id);
  }

  private synchronized RunSnapshot known(String id) throws NoSuchRunException {
    return find(id).orElseThrow(() -> new NoSuchRunException(id));
  }

  private RunSnapshot get(String id) {
    return find(id).orElseThrow();
  }
}
