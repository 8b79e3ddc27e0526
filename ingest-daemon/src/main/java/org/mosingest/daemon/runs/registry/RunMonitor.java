package org.mosingest.daemon.runs.registry;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;

/**
 * The runs of a registry and the one lock over where they stand. What is behind the lock does not
 * leave it: others have a {@link RunHandle}, and what they ask or change is done in here.
 *
 * <p>Safe for many threads. Nothing is read or written under the lock; only those inside an {@link
 * org.mosingest.daemon.run.IngestRun} are taken within it.
 */
final class RunMonitor {

  private static final int MOST_DELETED = 100;

  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final TreeMap<Long, RunEntry> entries = new TreeMap<>();

  /** For who took their handle just before; the first to be forgotten are those of long ago. */
  @GuardedBy("lock")
  private final TreeMap<Long, RunEntry> deleted = new TreeMap<>();

  @GuardedBy("lock")
  private long lastTurn;

  @GuardedBy("lock")
  private boolean closing;

  /** Takes in a run that nobody else knows of yet. */
  void add(RunEntry entry) {
    lock.lock();
    try {
      entries.put(entry.handle().number(), entry);
      lastTurn = Math.max(lastTurn, entry.record().turn());
    } finally {
      lock.unlock();
    }
  }

  /**
   * A place behind all that are queued.
   *
   * @throws IOException if the service is shutting down
   */
  long nextTurn() throws IOException {
    lock.lock();
    try {
      if (closing) {
        throw new IOException("the service is shutting down");
      }
      lastTurn++;
      return lastTurn;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a run out. Who holds its handle may go on asking where it stood, for a while. */
  void remove(RunHandle run) {
    lock.lock();
    try {
      deleted.put(run.number(), entry(run));
      run.delete();
      entries.remove(run.number());
      if (deleted.size() > MOST_DELETED) {
        var _ = deleted.pollFirstEntry();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Asks one thing, or does one step, of a run; what is given back must not be the entry. */
  <T> T ask(RunHandle run, Function<RunEntry, T> step) {
    lock.lock();
    try {
      return step.apply(entry(run));
    } finally {
      lock.unlock();
    }
  }

  /** Changes a run in one step. */
  void change(RunHandle run, Consumer<RunEntry> step) {
    lock.lock();
    try {
      step.accept(entry(run));
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private RunEntry entry(RunHandle run) {
    RunEntry entry = entries.get(run.number());
    if (entry == null) {
      entry = deleted.get(run.number());
    }
    if (entry == null) {
      throw new IllegalStateException("run " + run.number() + " is not in the registry");
    }
    return entry;
  }

  /** The runs as they are shown, the newest first. */
  List<RunSnapshot> snapshots() {
    lock.lock();
    try {
      return entries.descendingMap().values().stream().map(RunEntry::snapshot).toList();
    } finally {
      lock.unlock();
    }
  }

  /** One run as it is shown. */
  Optional<RunSnapshot> snapshot(String id) {
    lock.lock();
    try {
      return entry(id).map(RunEntry::snapshot);
    } finally {
      lock.unlock();
    }
  }

  /** The run of an id. */
  RunHandle known(String id) throws NoSuchRunException {
    lock.lock();
    try {
      return entry(id).orElseThrow(() -> new NoSuchRunException(id)).handle();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The run of an id, which must be over.
   *
   * @param asked what is asked of it, for the refusal
   */
  RunHandle ended(String id, String asked) throws NoSuchRunException, IllegalMoveException {
    lock.lock();
    try {
      RunEntry entry = entry(id).orElseThrow(() -> new NoSuchRunException(id));
      if (!entry.state().isEnded()) {
        throw new IllegalMoveException(id, entry.state(), asked);
      }
      return entry.handle();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Optional<RunEntry> entry(String id) {
    // Its own spelling only: "007" is no run.
    return id.matches("[1-9][0-9]{0,17}")
        ? Optional.ofNullable(entries.get(Long.valueOf(id)))
        : Optional.empty();
  }

  /** What a user asks of a run that is not over: it is moved, and told to obey. */
  RunHandle move(String id, RunState next, String asked, Instant now)
      throws NoSuchRunException, IllegalMoveException {
    lock.lock();
    try {
      RunEntry entry = entry(id).orElseThrow(() -> new NoSuchRunException(id));
      boolean resumesWhatIsNotPaused = next == RunState.QUEUED && entry.state() != RunState.PAUSED;
      if (!entry.state().mayBecome(next) || resumesWhatIsNotPaused) {
        throw new IllegalMoveException(id, entry.state(), asked);
      }
      entry.move(next, now);
      return entry.handle();
    } finally {
      lock.unlock();
    }
  }

  /**
   * A run that was moved to running.
   *
   * @param start what its thread begins with; empty if it has one already, which goes on
   */
  record Admitted(RunHandle run, Optional<LiveRun.Start> start) {}

  /**
   * Moves as many of the queued runs as there is room for to running, in the order of their turns.
   *
   * @return those moved
   */
  List<Admitted> admit(int mostActive, Instant now) {
    lock.lock();
    try {
      long active =
          entries.values().stream().filter(entry -> entry.state() == RunState.RUNNING).count();
      return entries.values().stream()
          .filter(RunEntry::isReady)
          .sorted(Comparator.comparingLong(entry -> entry.record().turn()))
          .limit(closing ? 0 : Math.max(0, mostActive - active))
          .toList()
          .stream()
          .map(entry -> new Admitted(entry.handle(), entry.run(now)))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /** Runs that are not over and whose corpus is to be taken; none while the service shuts down. */
  List<RunHandle> withoutCorpus() {
    lock.lock();
    try {
      return closing ? List.of() : handles(RunEntry::lacksCorpus);
    } finally {
      lock.unlock();
    }
  }

  /** Notes how far each run is, for its rates, and gives all of them. */
  List<RunHandle> sample(long nanos) {
    lock.lock();
    try {
      entries.values().forEach(entry -> entry.sample(nanos));
      return handles(any -> true);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Admits nothing from here on and tells every run to stop where it can be taken up again.
   *
   * @return all runs; empty if this was done before
   */
  Optional<List<RunHandle>> close() {
    lock.lock();
    try {
      if (closing) {
        return Optional.empty();
      }
      closing = true;
      entries.values().forEach(RunEntry::stop);
      return Optional.of(handles(any -> true));
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private List<RunHandle> handles(Predicate<RunEntry> which) {
    return entries.values().stream().filter(which).map(RunEntry::handle).toList();
  }
}
