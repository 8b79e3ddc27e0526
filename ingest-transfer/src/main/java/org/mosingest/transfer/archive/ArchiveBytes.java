package org.mosingest.transfer.archive;

import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;

/** Where an archive's bytes come from. Thread-safe. */
interface ArchiveBytes {

  /**
   * Bytes {@code from} to {@code to}, the latter not included, of the version that was opened.
   *
   * @throws ClipFault if they do not come and may come later
   * @throws MachineFaultException if the archive is another one by now, or gone, or cannot be read
   */
  Span open(long from, long to, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException;

  /** Bytes on their way. Used by one thread; to be closed. */
  interface Span extends AutoCloseable {

    /**
     * Reads the next ones.
     *
     * @return how many; -1 if no more come
     */
    int read(byte[] buffer, int from) throws ClipFault, InterruptedException, MachineFaultException;

    @Override
    void close();
  }
}
