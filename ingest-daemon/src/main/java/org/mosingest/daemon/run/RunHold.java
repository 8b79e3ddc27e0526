package org.mosingest.daemon.run;

import java.io.IOException;
import org.mosingest.core.state.HeldException;
import org.mosingest.core.state.Hold;

/**
 * The right to work on a run's corpus and to write its output, which may be held long before the
 * run begins.
 */
public final class RunHold implements AutoCloseable {

  private final Hold corpus;
  private final Hold output;

  private RunHold(Hold corpus, Hold output) {
    this.corpus = corpus;
    this.output = output;
  }

  /**
   * Takes the corpus and the output.
   *
   * @throws HeldException if another run, here or in another process, holds either; then neither is
   *     taken
   * @throws IOException if there is no such corpus folder, or a lock file cannot be written
   */
  public static RunHold take(RunOptions options) throws HeldException, IOException {
    Hold corpus = Hold.corpus(options.folder());
    try {
      return new RunHold(corpus, Hold.output(options.output()));
    } catch (HeldException | IOException | RuntimeException e) {
      try {
        corpus.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /**
   * Whether both are still held: a lock file that was deleted, or made anew, lets another run in.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   * @throws IOException if that cannot be told
   */
  void check() throws IOException {
    corpus.check();
    output.check();
  }

  /** Gives both up. */
  @Override
  public void close() throws IOException {
    try {
      output.close();
    } finally {
      corpus.close();
    }
  }
}
