package org.mosingest.daemon.run;

import java.util.Map;
import java.util.Optional;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.daemon.watch.Stall;

/**
 * How far a run is, at one moment.
 *
 * @param books what became of the rows so far
 * @param ahead the outcomes known beyond those, of rows that wait for an earlier row
 * @param bytesDownloaded bytes that came over the network
 * @param bytesResumed bytes of earlier attempts that were continued instead of fetched again
 * @param failures failed and broken clips by the reason's fixed word
 * @param offline whether the run waits for the network
 * @param note what the run waits for, in words: {@code waiting for the network}; empty if for
 *     nothing
 * @param stall the clips that hold the run up, where nothing settles and it waits for nothing
 */
public record RunProgress(
    Books books,
    OutcomeCount ahead,
    long bytesDownloaded,
    long bytesResumed,
    Map<String, Integer> failures,
    boolean offline,
    String note,
    Optional<Stall> stall) {

  /** All that is known of the rows. */
  public Outcomes outcomes() {
    return Outcomes.of(books, ahead);
  }
}
