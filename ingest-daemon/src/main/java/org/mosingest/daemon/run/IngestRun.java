package org.mosingest.daemon.run;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.corpus.Manifest;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.machine.RunMemory;
import org.mosingest.daemon.watch.StallWatch;
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

  private final RunOptions options;
  private final Engines engines;
  private final RunFiles files;
  private final RunParts parts;
  private final RunFault fault = new RunFault();
  private volatile boolean stopping;

  private IngestRun(
      RunOptions options,
      Engines engines,
      RunFiles files,
      Optional<ClipWork.Maker> others,
      FailureListener listener) {
    this.options = options;
    this.engines = engines;
    this.files = files;
    this.parts = RunParts.of(options, engines, files, others, listener, this::workThrew);
  }

  /** Opens a new run over all rows, of whose failures nobody else needs to hear. */
  public static IngestRun open(RunOptions options, Engines engines)
      throws BadCorpusException, HeldException, IOException, MachineFaultException {
    return open(options, Pass.first(Instant.now()), engines, failure -> {});
  }

  /**
   * Reads the manifest, takes corpus and output, opens the run's files. Nothing is written before
   * the manifest has been read and found good.
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
    return open(options, pass, engines, Optional.empty(), listener);
  }

  /** As {@link #open(RunOptions, Engines)}, with others to do the work. */
  public static IngestRun open(RunOptions options, Engines engines, ClipWork.Maker others)
      throws BadCorpusException, HeldException, IOException, MachineFaultException {
    return open(options, Pass.first(Instant.now()), engines, Optional.of(others), failure -> {});
  }

  private static IngestRun open(
      RunOptions options,
      Pass pass,
      Engines engines,
      Optional<ClipWork.Maker> others,
      FailureListener listener)
      throws BadCorpusException, HeldException, IOException, MachineFaultException {
    engines.heap().requireRoomFor(RunMemory.of(options));
    RunFiles files = RunFiles.take(options, pass, engines, others);
    return new IngestRun(options, engines, files, others, listener);
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
    RunFiles files = RunFiles.within(hold, options, pass, engines, earlier);
    return new IngestRun(options, engines, files, Optional.empty(), listener);
  }

  /**
   * What is to be said of how the pass was taken up; empty if there is nothing.
   *
   * @param asked the pass that the run was opened with
   */
  public String saidOf(Pass asked) {
    return asked.fits(manifest()) ? "" : RunFiles.changed(manifest());
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
    return files.manifest();
  }

  /** How far the run is. */
  public RunProgress progress() {
    return parts.progress(engines);
  }

  /** Where the run could be taken up again, and what is known beyond that. */
  public Reached reached() {
    return parts.settled().reached();
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
    parts.lanes().hold();
  }

  /**
   * Waits, after a {@link #pause}, until the counters stand still: nothing is under way, and all
   * that is in order is written.
   *
   * @return whether that was so before the time was over
   * @throws InterruptedException if interrupted while waiting
   */
  public boolean awaitStill(Duration limit) throws InterruptedException {
    return parts.lanes().awaitStill(limit) && parts.settled().sequencer().awaitWritten(limit);
  }

  /** Goes on after a {@link #pause}. */
  public void resume() {
    parts.lanes().release();
  }

  /** Asks the run to stop: {@link #execute} returns soon, with everything that is done on disk. */
  public void stop() {
    stopping = true;
    parts.lanes().gate().open();
    parts.settled().sequencer().end();
    parts.machine().writes().stop();
    parts.work().stop();
    parts.lanes().close();
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
    try (StallWatch stalls = parts.stalls()) {
      stalls.begin();
      admit();
      join(writing);
    }
    parts.lanes().close();
    FinalWrites last = new FinalWrites(options, engines, files, parts);
    last.forNextRun(fault);
    fault.rethrow();
    // A run told to stop after its last row is done all the same.
    Books books = parts.settled().writer().books();
    if (!books.balance() && !stopping) {
      throw new IllegalStateException("the totals do not add up: " + books);
    }
    return new RunResult(books.balance() && last.report(invocation), progress());
  }

  private void admit() {
    List<ManifestRow> rows = parts.rows();
    Gate gate = parts.lanes().gate();
    try {
      for (int place = 0; place < rows.size(); place++) {
        if (!parts.settled().sequencer().admit(place)) {
          return;
        }
        gate.enter();
        try {
          parts.route().enter(rows.get(place));
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
      parts.settled().writer().writeAll();
    } catch (IOException e) {
      fault.met(options.output(), e);
      stop();
    } catch (Throwable e) {
      fail(e);
    }
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
      if (stopping && !parts.lanes().awaitClosed()) {
        LOG.debug("some work was still under way when the run stopped");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void workThrew(Throwable e) {
    // What was interrupted was told to stop or to pause.
    if (!(e instanceof InterruptedException)) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    fault.met(e);
    stop();
  }

  /** Closes the run's files and gives up the corpus and the output. */
  @Override
  public void close() throws IOException {
    stop();
    files.close();
  }
}
