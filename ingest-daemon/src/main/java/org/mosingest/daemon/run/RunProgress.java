package org.mosingest.daemon.run;

import java.util.Map;
import java.util.Optional;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.daemon.watch.Activity;
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
 * @param situation what it waits for and what it does now
 */
public record RunProgress(
    Books books,
    OutcomeCount ahead,
    long bytesDownloaded,
    long bytesResumed,
    Map<String, Integer> failures,
    boolean offline,
    Situation situation) {

  /**
   * What the run is about.
   *
   * @param note what it waits for, in words: {@code waiting for the network}; empty if for nothing
   * @param stall the clips that hold it up, where nothing settles and it waits for nothing
   * @param activity what it does over the network
   */
  public record Situation(String note, Optional<Stall> stall, Activity activity) {}

  /** What the run waits for, in words; empty if for nothing. */
  public String note() {
    return situation.note();
  }

  /** The clips that hold the run up, where nothing settles and it waits for nothing. */
  public Optional<Stall> stall() {
    return situation.stall();
  }

  /** All that is known of the rows. */
  public Outcomes outcomes() {
    return Outcomes.of(books, ahead);
  }
}
