package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.corpus.ManifestReader;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.paths.TakenAwayException;
import org.mosingest.core.probe.ProbeUnusableException;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.machine.DiskWatch;
import org.mosingest.daemon.machine.MachineWatch;
import org.mosingest.daemon.machine.NetworkWatch;
import org.mosingest.daemon.machine.OtherHosts;
import org.mosingest.daemon.machine.PatientWrites;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.watch.ByteCount;
import org.mosingest.daemon.watch.FailureTally;
import org.mosingest.daemon.watch.HostClocks;
import org.mosingest.daemon.watch.StallWatch;
import org.mosingest.daemon.watch.Whereabouts;
import org.mosingest.transfer.DownloadPolicy;
import org.mosingest.transfer.RetryDelays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over one corpus.
 *
 * <p>Three parties: the thread that calls {@link #execute} admits the rows in order; the pools'
 * threads take each clip through download and probe; one writer thread puts the outcomes back in
 * order and appends the rows. Whatever goes wrong with a clip is its outcome; whatever goes wrong
 * with the machine or the program ends the run in good order and is thrown.
 *
 * <p>{@link #stop} and {@link #progress} may be called by any thread.
 */
public final class IngestRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(IngestRun.class);

  /** Outcomes that may wait for a slow clip before it. */
  static final int WINDOW = 16_384;

  /** How long stopping waits for transfers to put their unfinished bytes in order. */
  private static final Duration STOP_GRACE = Duration.ofMillis(1_200);

  private final RunOptions options;
  private final Manifest manifest;
  private final Engines engines;
  private final RunFiles files;
  private final List<ManifestRow> rows;
  private final Sequencer sequencer = new Sequencer(WINDOW);
  private final FailureTally failures = new FailureTally();
  private final ByteCount bytes = new ByteCount();
  private final HostClocks hosts = new HostClocks();
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final RowWriter writer;
  private final NetworkWatch network;
  private final PatientWrites writes;
  private final MachineWatch machine;
  private final Lane downloadLane;
  private final Lane probeLane;
  private final ClipRoute route;
  private final Settlements settlements;
  private final Whereabouts whereabouts = new Whereabouts(System::nanoTime);
  private final Gate gate = new Gate();
  private final StallWatch stalls;
  private volatile boolean stopping;

  private IngestRun(RunOptions options, Engines engines, RunFiles files, FailureListener listener) {
    this.options = options;
    this.manifest = files.manifest();
    this.engines = engines;
    this.files = files;
    Pass pass = files.pass();
    this.rows = pass.rowsOf(manifest.rows());
    this.writes = new PatientWrites(engines.disk().every());
    FailureListener told =
        failure -> {
          failures.failed(failure);
          listener.failed(failure);
        };
    this.writer =
        new RowWriter(
            pass,
            rows,
            sequencer,
            files.output(),
            options.output(),
            writes,
            new RowWriter.RowLabel(
                options.corpus().id(), options.corpusVersion(), pass.startedAt()),
            told);
    this.network = new NetworkWatch(options.offlineWait(), new OtherHosts(manifest.rows()));
    DiskWatch disk =
        new DiskWatch(options.folder().resolve(options.manifest().clipsSubdir()), engines.disk());
    this.machine = new MachineWatch(disk, writes, network);
    this.downloadLane = engines.downloadPool().lane(this::workThrew);
    this.probeLane = engines.probePool().lane(this::workThrew);
    this.stalls =
        new StallWatch(
            engines.stallAfter(),
            rows,
            whereabouts,
            () -> writer.reached().pass().done() - pass.done(),
            () -> gate.isClosed() || !machine.note().isEmpty(),
            System::nanoTime);
    this.settlements = new Settlements(pass, whereabouts, files.failed(), sequencer, told);
    ClipTransfer transfer =
        new ClipTransfer(
            engines.downloads(),
            new DownloadPolicy(
                options.downloadTimeout(), options.retries(), RetryDelays.standard()),
            downloadLane,
            machine,
            new Blame(options.get(CorpusOption.HOST_PATIENCE), network),
            new ClipTransfer.TransferWatch(whereabouts, hosts, bytes),
            files.failed());
    this.route =
        new ClipRoute(
            options.folder(),
            files.places(),
            new Decisions(files.progress(), options.progressPath(), writes, downloadLane),
            transfer,
            new ClipReading(
                options.redo().recheck(),
                engines.probe(),
                probeLane,
                files.places(),
                files.known(),
                files.output().hashes(),
                whereabouts,
                settlements),
            new BrokenClips(options),
            settlements,
            whereabouts);
  }

  /**
   * Opens a new run over all rows, of whose failures nobody else needs to hear.
   *
   * @see #open(RunOptions, Pass, Engines, FailureListener)
   */
  public static IngestRun open(RunOptions options, Engines engines)
      throws BadCorpusException, HeldException, IOException, MachineFaultException {
    return open(options, Pass.first(Instant.now()), engines, failure -> {});
  }

  /**
   * Reads the manifest, takes the corpus and the output, and opens the run's files. Nothing is
   * written before the manifest has been read and found good.
   *
   * @param pass which rows are to be settled; one that does not fit the manifest or the output,
   *     since these were changed meanwhile, is begun anew
   * @param listener told of each row that fails as soon as that is known, by any thread
   * @throws BadCorpusException if the corpus cannot be read as asked
   * @throws HeldException if another run holds the corpus or the output
   * @throws IOException if a folder or file of the run cannot be read or written
   * @throws MachineFaultException if an unfinished download of an earlier run cannot be removed, or
   *     the run takes more memory than this process may
   */
  public static IngestRun open(
      RunOptions options, Pass pass, Engines engines, FailureListener listener)
      throws BadCorpusException, HeldException, IOException, MachineFaultException {
    engines.heap().requireRoomFor(memory(options));
    Manifest manifest = usable(options);
    RunHold hold = RunHold.take(options);
    refuseShared(hold, options, manifest);
    RunFiles files =
        RunFiles.open(options, pass, manifest, engines, Optional.empty(), Optional.of(hold));
    files.output().guardedBy(hold::check);
    return new IngestRun(options, engines, files, listener);
  }

  /**
   * The same for a caller who holds the corpus and the output already, and longer than the run.
   *
   * @param earlier the failures of the rows that the pass has settled already
   * @param hold taken for these options; {@link #close} does not give it up
   */
  public static IngestRun open(
      RunOptions options,
      Pass pass,
      Engines engines,
      FailureListener listener,
      FailureSource earlier,
      RunHold hold)
      throws BadCorpusException, IOException, MachineFaultException {
    Manifest manifest = usable(options);
    try {
      hold.refuseShared(options, manifest);
    } catch (HeldException e) {
      throw new MachineFaultException(
          e.getMessage() + "; wait for that run, then start this again", e);
    }
    RunFiles files =
        RunFiles.open(options, pass, manifest, engines, Optional.of(earlier), Optional.empty());
    files.output().guardedBy(hold::check);
    return new IngestRun(options, engines, files, listener);
  }

  private static void refuseShared(RunHold hold, RunOptions options, Manifest manifest)
      throws HeldException, IOException {
    try {
      hold.refuseShared(options, manifest);
    } catch (HeldException | IOException | RuntimeException e) {
      hold.close();
      throw e;
    }
  }

  /**
   * What a run takes of the heap, known before its manifest is read.
   *
   * @throws IOException if one of its files cannot be looked at
   */
  public static RunMemory memory(RunOptions options) throws IOException {
    return RunMemory.of(options.manifest(), options.output(), options.progressPath());
  }

  private static Manifest usable(RunOptions options) throws BadCorpusException, IOException {
    Manifest manifest = ManifestReader.read(options.manifest());
    manifest.requireUsable();
    RunPaths.check(options, manifest);
    return manifest;
  }

  /**
   * What is to be said of how the pass was taken up; empty if there is nothing.
   *
   * @param asked the pass that the run was opened with
   */
  public String saidOf(Pass asked) {
    return asked.fits(manifest) ? "" : RunFiles.MANIFEST_CHANGED;
  }

  /** What does the run's work. */
  public Engines engines() {
    return engines;
  }

  /** The options the run was opened with. */
  public RunOptions options() {
    return options;
  }

  /** The manifest as read. */
  public Manifest manifest() {
    return manifest;
  }

  /** How far the run is. */
  public RunProgress progress() {
    Reached reached = reached();
    return new RunProgress(
        reached.pass().begunBooks(),
        reached.ahead(),
        bytes.downloaded(),
        bytes.resumed(),
        failures.byWord(),
        network.isDown(),
        note(reached.ahead()),
        stalls.stall());
  }

  private String note(OutcomeCount ahead) {
    String awaited = machine.note();
    if (!awaited.isEmpty()) {
      return awaited;
    }
    int done = ahead.rows() - ahead.downloadFailed() - ahead.broken();
    return stalls.note().isEmpty() ? whereabouts.holdsUp(done) : stalls.note();
  }

  /**
   * How far a run is.
   *
   * @param pass where it could be taken up again: every row before is in the output or accounted
   *     for
   * @param ahead the outcomes known beyond that
   */
  public record Reached(Pass pass, OutcomeCount ahead) {}

  /**
   * Where the run could be taken up again: every row before it is in the output or accounted for.
   */
  public Reached reached() {
    RowWriter.Reached written = writer.reached();
    return new Reached(written.pass(), settlements.known().minus(written.entered()));
  }

  /**
   * As {@link #reached}, and what is in the output up to there has outlived a power loss too. Not
   * to be called by a thread that somebody interrupts.
   *
   * @throws IOException if the output cannot be synced
   */
  public Reached checkpoint() throws IOException {
    Reached reached = reached();
    files.output().sync();
    return reached;
  }

  /**
   * Holds the run still: no clip is admitted or probed, and transfers stop where they can be
   * continued. Probes under way are let finish.
   */
  public void pause() {
    gate.close();
    downloadLane.hold();
    probeLane.hold();
    downloadLane.interruptRunning();
  }

  /**
   * Waits, after a {@link #pause}, until the counters stand still: nothing is under way, and all
   * that is in order is written.
   *
   * @return whether that was so before the time was over
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitStill(Duration limit) throws InterruptedException {
    return gate.awaitEmpty(limit)
        && downloadLane.awaitIdle(limit)
        && probeLane.awaitIdle(limit)
        && sequencer.awaitWritten(limit);
  }

  /** Goes on after a {@link #pause}. */
  public void resume() {
    downloadLane.release();
    probeLane.release();
    gate.open();
  }

  /** Asks the run to stop: {@link #execute} returns soon, with everything that is done on disk. */
  public void stop() {
    stopping = true;
    gate.open();
    sequencer.end();
    writes.stop();
    downloadLane.close();
    probeLane.close();
  }

  /**
   * Does the pass. To be called once.
   *
   * @param invocation how the run was asked for
   * @return finished, or stopped before its end
   * @throws MachineFaultException if this machine cannot go on; what is done is on disk
   * @throws IOException if a file of the run cannot be written; what is done before is on disk
   */
  public RunResult execute(Invocation invocation) throws MachineFaultException, IOException {
    Thread writing = Thread.ofPlatform().daemon().name("row-writer").start(this::write);
    try (stalls) {
      stalls.begin();
      admit();
      join(writing);
    }
    downloadLane.close();
    probeLane.close();
    try {
      // Where there is no room for it, its journal holds the same.
      boolean _ = writes.write(options.progressPath(), files.progress()::flush);
    } catch (IOException e) {
      fail(cannotWrite(options.progressPath(), e));
    }
    try {
      // Where there is no room for it, the next run knows less of how often and when; what failed
      // is in the progress.
      boolean _ =
          writes.write(options.failuresOut(), () -> files.failed().write(options.failuresOut()));
    } catch (IOException e) {
      fail(cannotWrite(options.failuresOut(), e));
    }
    settleFault();
    // A run told to stop after its last row is done all the same.
    boolean finished = writer.books().balance();
    if (finished) {
      finished = finish(invocation);
    } else if (!stopping) {
      throw new IllegalStateException("the books do not balance: " + writer.books());
    }
    return new RunResult(finished, progress());
  }

  private void admit() {
    try {
      for (int place = 0; place < rows.size(); place++) {
        if (!sequencer.admit(place)) {
          return;
        }
        gate.enter();
        try {
          route.enter(rows.get(place));
        } finally {
          gate.leave();
        }
      }
    } catch (InterruptedException e) {
      stop();
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      fail(e);
    }
  }

  private void write() {
    try {
      writer.writeAll();
    } catch (IOException e) {
      fail(cannotWrite(options.output(), e));
    } catch (Throwable e) {
      fail(e);
    }
  }

  private static MachineFaultException cannotWrite(Path file, IOException e) {
    if (e instanceof TakenAwayException) {
      return new MachineFaultException(e.getMessage() + TAKEN_UP, e);
    }
    return new MachineFaultException(
        "cannot write " + file + ": " + e.getMessage() + "; see to that disk", e);
  }

  /**
   * Waits for the writer, and where the run is stopping, for the transfers too: their unfinished
   * bytes are kept.
   */
  private void join(Thread writing) {
    boolean interrupted = false;
    while (writing.isAlive()) {
      try {
        writing.join();
      } catch (InterruptedException e) {
        interrupted = true;
        stop();
      }
    }
    try {
      if (stopping
          && !(downloadLane.awaitIdle(STOP_GRACE) && probeLane.awaitIdle(Duration.ofMillis(200)))) {
        LOG.debug("some work was still under way when the run stopped");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * An interrupted piece of work was told to stop: by {@link #stop}, or by {@link #pause}, and then
   * it is queued again.
   */
  private void workThrew(Throwable e) {
    if (!(e instanceof InterruptedException)) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    if (!fault.compareAndSet(null, e)) {
      LOG.debug("another fault while the run ends", e);
    }
    stop();
  }

  private void settleFault() throws MachineFaultException, IOException {
    switch (fault.get()) {
      case null -> {}
      case MachineFaultException e -> throw e;
      case IOException e -> throw e;
      case ProbeUnusableException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException("the run broke off: " + e, e);
    }
  }

  /**
   * Returns whether it could be finished; false where it was told to stop while there was no room.
   */
  private boolean finish(Invocation invocation) throws IOException {
    RunReport report =
        new RunReport(
            options,
            manifest,
            writer.books(),
            writer.lostScores(),
            writer.doubts(),
            hosts.told(),
            engines,
            invocation);
    if (!writes.write(options.manifestOut(), report::write)) {
      return false;
    }
    report.warn();
    return true;
  }

  /** What becomes of a run whose file somebody took away. */
  public static final String TAKEN_UP =
      "; the run stopped, and the next one writes what is missing";

  /** Closes the run's files and gives up the corpus and the output. */
  @Override
  public void close() throws IOException {
    stop();
    files.close();
  }
}
