package org.mosingest.daemon.runs;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.RunHold;
import org.mosingest.daemon.run.RunOptions;
import org.mosingest.daemon.run.RunPaths;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a service, kept in its state folder. What was under way when the service ended,
 * however it ended, goes on by itself when the next registry is opened on the folder.
 *
 * <p>Readers are shown stored figures only: a killed service never comes back with less than it has
 * said. They lag by a checkpoint's interval at most.
 *
 * <p>Safe for many threads. Order of locks: a run's {@code saving}, then the registry's lock, then
 * those inside an {@link IngestRun}. Nothing is read or written under the registry's lock.
 */
public final class RunRegistry implements Runs, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunRegistry.class);

  /** How long a move waits for a run to obey before it answers. */
  private static final Duration OBEY = Duration.ofSeconds(3);

  /** The promise: a service is down within that time, whatever hangs. */
  private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(9);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final TreeMap<Long, RunEntry> entries = new TreeMap<>();

  @GuardedBy("lock")
  private long lastTurn;

  @GuardedBy("lock")
  private boolean closing;

  private final Hold stateHold;
  private final RegistrySettings settings;
  private final RunKeeper keeper;
  private final RunStore store;
  private final RunThreads threads;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("run-registry").factory());

  private RunRegistry(Hold stateHold, RunStore store, Engines engines, RegistrySettings settings) {
    this.stateHold = stateHold;
    this.store = store;
    this.settings = settings;
    this.keeper = new RunKeeper(lock, changed, store, settings.clock());
    this.threads = new RunThreads(lock, keeper, engines, settings.clock(), this::admit);
  }

  /**
   * Opens the registry of a state folder, which is made if need be, and takes up the runs that are
   * not over.
   *
   * @param engines shared by all runs; not closed with the registry
   * @throws HeldException if another service has the folder
   * @throws IOException if the folder or its database cannot be read or written
   */
  public static RunRegistry open(Path stateFolder, Engines engines, RegistrySettings settings)
      throws HeldException, IOException {
    Hold hold = Hold.service(stateFolder);
    try {
      RunStore store = RunStore.open(stateFolder.resolve("runs.db"));
      store.guardedBy(hold::check);
      RunRegistry registry = new RunRegistry(hold, store, engines, settings);
      try {
        registry.load();
      } catch (IOException | RuntimeException e) {
        store.close();
        throw e;
      }
      registry.takeHolds();
      registry.admit();
      long every = settings.checkpointEvery().toNanos();
      var _ =
          registry.ticker.scheduleWithFixedDelay(
              registry::tick, every, every, TimeUnit.NANOSECONDS);
      return registry;
    } catch (IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  private void load() throws IOException {
    for (RunRecord record : store.load()) {
      RunEntry entry =
          new RunEntry(record, store.failureCounts(record.number()), settings.rateWindow());
      lock.lock();
      try {
        if (entry.state() == RunState.RUNNING) {
          entry.move(RunState.INTERRUPTED, settings.clock().instant());
        }
        if (entry.state() == RunState.INTERRUPTED) {
          LOG.info(
              "run {} was cut off at {} of {} rows; it goes on",
              record.id(),
              record.books().settled(),
              record.rows());
          entry.move(RunState.QUEUED, settings.clock().instant());
        }
        entries.put(record.number(), entry);
        lastTurn = Math.max(lastTurn, record.turn());
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public RunSnapshot submit(RunOptions options)
      throws BadCorpusException, HeldException, IOException {
    RunOptions asked = options.absolute();
    Manifest manifest = ManifestReader.read(asked.manifest());
    RunPaths.check(asked, manifest);
    int rows = manifest.rows().size();
    RunHold hold = RunHold.take(asked);
    RunEntry entry;
    try {
      RunRecord record =
          store.insert(RunRecord.submitted(nextTurn(), asked, rows, settings.clock().instant()));
      entry = new RunEntry(record, new TreeMap<>(), settings.rateWindow());
    } catch (IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
    lock.lock();
    try {
      entry.hold = hold;
      entries.put(entry.record().number(), entry);
    } finally {
      lock.unlock();
    }
    admit();
    return shown(entry);
  }

  private long nextTurn() throws IOException {
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

  @Override
  public List<RunSnapshot> list() {
    lock.lock();
    try {
      return entries.descendingMap().values().stream().map(RunEntry::snapshot).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<RunSnapshot> find(String id) {
    lock.lock();
    try {
      return entry(id).map(RunEntry::snapshot);
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

  @GuardedBy("lock")
  private RunEntry known(String id) throws NoSuchRunException {
    return entry(id).orElseThrow(() -> new NoSuchRunException(id));
  }

  @Override
  public FailurePage failures(String id, FailureFilter filter, int limit, int offset)
      throws NoSuchRunException {
    if (limit < 1 || limit > 1000 || offset < 0) {
      throw new IllegalArgumentException(
          "limit " + limit + " is not in 1 to 1000, or offset " + offset + " negative");
    }
    long run = stored(id);
    try {
      return store.failures(run, filter, limit, offset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<HostFailures> failuresByHost(String id) throws NoSuchRunException {
    long run = stored(id);
    try {
      return store.failuresByHost(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of a run whose failures so far are in the store. */
  private long stored(String id) throws NoSuchRunException {
    RunEntry entry;
    lock.lock();
    try {
      entry = known(id);
    } finally {
      lock.unlock();
    }
    keeper.save(entry);
    return Long.parseLong(id);
  }

  @Override
  public RunSnapshot pause(String id) throws NoSuchRunException, IllegalMoveException {
    return move(id, RunState.PAUSED, "pause");
  }

  @Override
  public RunSnapshot cancel(String id) throws NoSuchRunException, IllegalMoveException {
    return move(id, RunState.CANCELLED, "cancel");
  }

  @Override
  public RunSnapshot resume(String id) throws NoSuchRunException, IllegalMoveException {
    return move(id, RunState.QUEUED, "resume");
  }

  /** What a user asks of a run that is not over. */
  private RunSnapshot move(String id, RunState next, String asked)
      throws NoSuchRunException, IllegalMoveException {
    RunEntry entry;
    lock.lock();
    try {
      entry = known(id);
      boolean resumesWhatIsNotPaused = next == RunState.QUEUED && entry.state() != RunState.PAUSED;
      if (!entry.state().mayBecome(next) || resumesWhatIsNotPaused) {
        throw new IllegalMoveException(id, entry.state(), asked);
      }
      threads.move(entry, next);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    threads.awaitObeyed(entry, OBEY);
    keeper.save(entry);
    keeper.release(entry);
    takeHolds();
    admit();
    return shown(entry);
  }

  @Override
  public RunSnapshot retry(String id, RetryChoice choice)
      throws NoSuchRunException,
          IllegalMoveException,
          NotFailedException,
          BadCorpusException,
          HeldException,
          IOException {
    RunEntry entry;
    lock.lock();
    try {
      entry = known(id);
      if (!entry.state().isEnded()) {
        throw new IllegalMoveException(id, entry.state(), "retry");
      }
    } finally {
      lock.unlock();
    }
    threads.awaitObeyed(entry, OBEY);
    keeper.queueAgain(entry, nextTurn(), choice);
    admit();
    return shown(entry);
  }

  private RunSnapshot shown(RunEntry entry) {
    lock.lock();
    try {
      return entry.snapshot();
    } finally {
      lock.unlock();
    }
  }

  /** Starts, or lets go on, as many of the queued runs as there is room for. */
  private void admit() {
    List<RunEntry> admitted = new ArrayList<>();
    lock.lock();
    try {
      long active =
          entries.values().stream().filter(entry -> entry.state() == RunState.RUNNING).count();
      List<RunEntry> queue =
          entries.values().stream()
              .filter(entry -> entry.state() == RunState.QUEUED && entry.hold != null)
              .sorted(Comparator.comparingLong(entry -> entry.record().turn()))
              .limit(closing ? 0 : Math.max(0, settings.mostActive() - active))
              .toList();
      for (RunEntry entry : queue) {
        threads.move(entry, RunState.RUNNING);
        admitted.add(entry);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    admitted.forEach(keeper::save);
  }

  /** Takes the corpora of runs that were in the store when the service started and are not over. */
  private void takeHolds() {
    List<RunEntry> without;
    lock.lock();
    try {
      without =
          closing
              ? List.of()
              : entries.values().stream()
                  .filter(
                      entry -> entry.hold == null && entry.live == null && !entry.state().isEnded())
                  .toList();
    } finally {
      lock.unlock();
    }
    without.forEach(entry -> keeper.takeHold(entry, settings.holdAgainEvery()));
  }

  private void tick() {
    try {
      List<RunEntry> all;
      lock.lock();
      try {
        all = List.copyOf(entries.values());
        all.forEach(entry -> entry.sample(System.nanoTime()));
      } finally {
        lock.unlock();
      }
      all.forEach(keeper::save);
      takeHolds();
      admit();
    } catch (RuntimeException e) {
      LOG.error("the registry stumbled; it goes on", e);
    }
  }

  /** Waits until a run looks as wanted. For tests. */
  RunSnapshot await(String id, Predicate<RunSnapshot> wanted, Duration limit)
      throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lock();
    try {
      while (true) {
        RunSnapshot snapshot = entry(id).orElseThrow().snapshot();
        if (wanted.test(snapshot)) {
          return snapshot;
        }
        if (nanos <= 0) {
          throw new AssertionError("after " + limit + " still " + snapshot);
        }
        // Some of what a snapshot shows is not announced.
        long slice = Math.min(nanos, TimeUnit.MILLISECONDS.toNanos(20));
        nanos -= slice - changed.awaitNanos(slice);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Stops all runs where they can be taken up again, and marks them interrupted. Nothing is
   * admitted any more. Returns within ten seconds, even where something hangs.
   *
   * @param grace how long to wait for transfers and writers
   */
  public void shutdown(Duration grace) {
    long end = System.nanoTime() + Math.min(grace.toNanos(), LONGEST_SHUTDOWN.toNanos());
    List<RunEntry> all;
    lock.lock();
    try {
      if (closing) {
        return;
      }
      closing = true;
      all = List.copyOf(entries.values());
      all.stream().map(entry -> entry.live).filter(live -> live != null).forEach(LiveRun::stop);
    } finally {
      lock.unlock();
    }
    // Never interrupted: it may be syncing an output, and an interrupt would close it.
    ticker.shutdown();
    try {
      boolean _ = ticker.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (RunEntry entry : all) {
      threads.awaitObeyed(entry, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      keeper.giveUp(entry);
    }
    try {
      store.close();
      stateHold.close();
    } catch (IOException e) {
      LOG.warn("while closing the state folder", e);
    }
  }

  /** As {@link #shutdown}, with the longest grace. */
  @Override
  public void close() {
    shutdown(LONGEST_SHUTDOWN);
  }
}
