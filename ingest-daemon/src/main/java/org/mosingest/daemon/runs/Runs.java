package org.mosingest.daemon.runs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.state.HeldException;

/**
 * The runs of a service: the door through which everything that is asked of them passes. Safe for
 * many threads.
 */
public interface Runs {

  /**
   * Accepts a run. Its manifest is read and its corpus and output are taken before this returns, so
   * that what is wrong with them is said at once.
   *
   * @param warnings is given what is odd or refused in the manifest, before this returns: the first
   *     of each kind in full, the rest as a number
   * @return the run, queued or running
   * @throws BadCorpusException if the corpus cannot be read as asked
   * @throws HeldException if another run, here or in another process, holds the corpus or the
   *     output
   * @throws IOException if a folder or file of the run cannot be read or written
   */
  RunSnapshot submit(RunOptions options, Consumer<String> warnings)
      throws BadCorpusException, HeldException, IOException;

  /**
   * As {@link #submit(RunOptions, Consumer)}, for a caller whom the manifest's warnings do not
   * concern.
   */
  default RunSnapshot submit(RunOptions options)
      throws BadCorpusException, HeldException, IOException {
    return submit(options, warning -> {});
  }

  /** All runs, the newest first; ended ones stay listed. */
  List<RunSnapshot> list();

  /** One run, if there is one of that id. */
  Optional<RunSnapshot> find(String id);

  /**
   * Failed and broken clips of a run, in manifest order.
   *
   * @param filter which of them
   * @param limit how many at most, 1 to 1000
   * @param offset how many to pass over, from 0
   * @throws NoSuchRunException if there is no such run
   */
  FailurePage failures(String id, FailureFilter filter, int limit, int offset)
      throws NoSuchRunException;

  /**
   * A run's failures by the host that the clip was to be had from, the worst first.
   *
   * @throws NoSuchRunException if there is no such run
   */
  List<HostFailures> failuresByHost(String id) throws NoSuchRunException;

  /**
   * A part of a run's failures.
   *
   * @param total how many there are that the filter lets through
   * @param failures those asked for
   */
  record FailurePage(int total, List<ClipFailure> failures) {}

  /**
   * Holds a run still.
   *
   * @throws NoSuchRunException if there is no such run
   * @throws IllegalMoveException if its state does not allow it
   */
  RunSnapshot pause(String id) throws NoSuchRunException, IllegalMoveException;

  /**
   * Lets a paused run go on.
   *
   * @throws NoSuchRunException if there is no such run
   * @throws IllegalMoveException if its state does not allow it
   */
  RunSnapshot resume(String id) throws NoSuchRunException, IllegalMoveException;

  /**
   * Ends a run; what is done is kept.
   *
   * @throws NoSuchRunException if there is no such run
   * @throws IllegalMoveException if its state does not allow it
   */
  RunSnapshot cancel(String id) throws NoSuchRunException, IllegalMoveException;

  /**
   * Forgets an ended run and its failures. No file of its corpus is touched: rows, clips and
   * download progress stay, and so does what the next run knows of them.
   *
   * @return the run as it was
   * @throws NoSuchRunException if there is no such run
   * @throws IllegalMoveException if the run is not over
   * @throws IOException if the store cannot be written; the run is listed still
   */
  RunSnapshot delete(String id) throws NoSuchRunException, IllegalMoveException, IOException;

  /**
   * Takes up an ended run's failed downloads and broken clips again, and nothing else; a cancelled
   * or failed run's unsettled rows too.
   *
   * @param choice which of the failures; a clip that it does not take stays as it is
   * @throws NoSuchRunException if there is no such run
   * @throws IllegalMoveException if the run is not over
   * @throws NotFailedException if the choice names a clip that has not failed; nothing is retried
   *     then
   * @throws BadCorpusException if the corpus can no longer be read
   * @throws HeldException if another run holds the corpus or the output
   * @throws IOException if a folder or file of the run cannot be read or written
   */
  RunSnapshot retry(String id, RetryChoice choice)
      throws NoSuchRunException,
          IllegalMoveException,
          NotFailedException,
          BadCorpusException,
          HeldException,
          IOException;
}
