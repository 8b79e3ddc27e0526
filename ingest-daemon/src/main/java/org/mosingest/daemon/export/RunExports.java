package org.mosingest.daemon.export;

import java.io.IOException;
import java.util.List;
import org.mosingest.core.corpus.BadCorpusException;
import org.mosingest.daemon.runs.RunSnapshot;

/** The exports of a service: the door through which they are asked for. Safe for many threads. */
public interface RunExports {

  /**
   * Takes an export of a run's rows, to be made when its turn comes. What is wrong with it is said
   * at once.
   *
   * @param order absolute paths, below a root
   * @throws RefusedOrderException if it is not taken
   * @throws BadCorpusException if the corpus cannot be read and must be
   * @throws IOException if a file cannot be looked at, or a path leads out of the roots
   */
  ExportView submit(RunSnapshot run, ExportOrder order)
      throws RefusedOrderException, BadCorpusException, IOException;

  /** What was asked for, the newest first, and what else of the run's rows is on the disk. */
  List<ExportView> of(RunSnapshot run);

  /**
   * One export.
   *
   * @throws NoSuchExportException if the run has none of that id
   */
  ExportView find(RunSnapshot run, String id) throws NoSuchExportException;

  /**
   * Ends an export, unless it is over; nothing of it is left but whole shards.
   *
   * @throws NoSuchExportException if the run has none of that id
   */
  ExportView cancel(RunSnapshot run, String id) throws NoSuchExportException;
}
