package org.mosingest.daemon.runs.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;
import org.mosingest.daemon.run.Engines;
import org.mosingest.daemon.runs.FailureFilter;
import org.mosingest.daemon.runs.HostFailures;
import org.mosingest.daemon.runs.IllegalMoveException;
import org.mosingest.daemon.runs.NoSuchRunException;
import org.mosingest.daemon.runs.NotFailedException;
import org.mosingest.daemon.runs.RetryChoice;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.Runs;
import org.mosingest.daemon.runs.store.RunRecord;
import org.mosingest.daemon.runs.store.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs of a service, kept in its state folder. What was under way when the service ended,
 * however it ended, goes on by itself when the next registry is opened on the folder.
 *
 * <p>Readers are shown stored figures only: a killed service never comes back with less than it has
 * said. They lag by a checkpoint's interval at most.
 *
 * <p>Safe for many threads. Order of locks: a run's {@code saving}, then the one of the {@link
 * RunMonitor} or of the store, which are never held together, then those inside a run.
 */
public final class RunRegistry implements Runs, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunRegistry.class);

  /** How long a move waits for a run to obey before it answers. */
  private static final Duration OBEY = Duration.ofSeconds(3);

  /** The promise: a service is down within that time, whatever hangs. */
  private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(9);

  private final RunMonitor monitor = new RunMonitor();
  private final Hold stateHold;
  private final RegistrySettings settings;
  private final RunStore store;
  private final RunKeeper keeper;
  private final CorpusHolds corpora;
  private final RunRetries retries;
  private final RunSubmissions submissions;
  private final RunDeletion deletion;
  private final RunThreads threads;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("run-registry").factory());

  private RunRegistry(Hold stateHold, RunStore store, Engines engines, RegistrySettings settings) {
    this.stateHold = stateHold;
    this.store = store;
    this.settings = settings;
    this.keeper = new RunKeeper(monitor, store, settings.clock());
    this.corpora = new CorpusHolds(monitor, keeper, settings);
    this.submissions = new RunSubmissions(monitor, store, engines.heap(), settings);
    this.retries = new RunRetries(monitor, keeper, store, engines.heap(), settings.roots());
    this.deletion = new RunDeletion(monitor, store);
    this.threads = new RunThreads(monitor, keeper, engines, settings, this::admit);
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
      registry.corpora.takeAll();
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
      if (entry.takeUp(settings.clock().instant())) {
        LOG.info(
            "run {} was interrupted at {} of {}; it continues",
            record.id(),
            record.figures().outcomes().settled(),
            Counted.of(record.rows(), "row"));
      }
      monitor.add(entry);
    }
  }

  @Override
  public RunSnapshot submit(RunOptions options, Consumer<String> warnings)
      throws BadCorpusException, HeldException, IOException {
    RunHandle run = submissions.accept(options, warnings);
    admit();
    return monitor.ask(run, RunEntry::snapshot);
  }

  @Override
  public List<RunSnapshot> list() {
    return monitor.snapshots();
  }

  @Override
  public Optional<RunSnapshot> find(String id) {
    return monitor.snapshot(id);
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
    RunHandle run = monitor.known(id);
    keeper.save(run);
    return run.number();
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
    threads.endIfManifestChanged(monitor.known(id), OBEY);
    return move(id, RunState.QUEUED, "resume");
  }

  /** What a user asks of a run that is not over. */
  private RunSnapshot move(String id, RunState next, String asked)
      throws NoSuchRunException, IllegalMoveException {
    RunHandle run = monitor.move(id, next, asked, settings.clock().instant());
    threads.awaitObeyed(run, OBEY);
    keeper.save(run);
    corpora.giveUpIfOver(run);
    corpora.takeAll();
    admit();
    return monitor.ask(run, RunEntry::snapshot);
  }

  @Override
  public RunSnapshot retry(String id, RetryChoice choice)
      throws NoSuchRunException,
          IllegalMoveException,
          NotFailedException,
          BadCorpusException,
          HeldException,
          IOException {
    RunHandle run = monitor.ended(id, "retry");
    threads.awaitObeyed(run, OBEY);
    try {
      retries.queueAgain(run, choice);
    } catch (IOException e) {
      if (run.isDeleted()) {
        throw new NoSuchRunException(id);
      }
      throw e;
    }
    admit();
    return monitor.ask(run, RunEntry::snapshot);
  }

  @Override
  public RunSnapshot delete(String id)
      throws NoSuchRunException, IllegalMoveException, IOException {
    RunHandle run = monitor.ended(id, RunDeletion.ASKED);
    threads.awaitObeyed(run, OBEY);
    return deletion.delete(run);
  }

  /** Starts, or lets go on, as many of the queued runs as there is room for. */
  private void admit() {
    List<RunMonitor.Admitted> admitted =
        monitor.admit(settings.mostActive(), settings.clock().instant());
    for (RunMonitor.Admitted each : admitted) {
      each.start().ifPresent(start -> threads.start(each.run(), start));
    }
    admitted.forEach(each -> keeper.save(each.run()));
  }

  private void tick() {
    try {
      monitor.sample(System.nanoTime()).forEach(keeper::save);
      corpora.takeAll();
      admit();
    } catch (RuntimeException e) {
      LOG.error("the registry met an unexpected fault; it continues", e);
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
    Optional<List<RunHandle>> all = monitor.close();
    if (all.isEmpty()) {
      return;
    }
    // Never interrupted: it may be syncing an output, and an interrupt would close it.
    ticker.shutdown();
    try {
      boolean _ = ticker.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (RunHandle run : all.get()) {
      threads.awaitObeyed(run, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      keeper.giveUp(run);
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
