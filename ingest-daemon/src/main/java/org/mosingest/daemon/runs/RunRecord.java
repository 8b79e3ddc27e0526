package org.mosingest.daemon.runs;

import java.time.Instant;
import java.util.Optional;
import org.mosingest.daemon.run.Books;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunOptions;

/**
 * What the service keeps of a run.
 *
 * @param number unique for ever; 0 before it is given one
 * @param turn its place among the queued
 * @param state where it stands
 * @param options what was asked for
 * @param rows the manifest's rows when it was last read
 * @param pass where it can be taken up; empty if it never began
 * @param bytesDownloaded over all its interruptions
 * @param bytesResumed over all its interruptions
 * @param submittedAt when it was accepted
 * @param finishedAt when it ended
 * @param note why it ended as it did; empty if there is nothing to say
 */
record RunRecord(
    long number,
    long turn,
    RunState state,
    RunOptions options,
    int rows,
    Optional<Pass> pass,
    long bytesDownloaded,
    long bytesResumed,
    Instant submittedAt,
    Optional<Instant> finishedAt,
    String note) {

  static RunRecord submitted(long turn, RunOptions options, int rows, Instant now) {
    return new RunRecord(
        0, turn, RunState.QUEUED, options, rows, Optional.empty(), 0, 0, now, Optional.empty(), "");
  }

  String id() {
    return Long.toString(number);
  }

  Books books() {
    return pass.map(p -> p.booksOf(rows)).orElseGet(() -> new Books(rows, 0, 0, 0, 0));
  }

  /**
   * The same run in another state.
   *
   * @throws IllegalStateException if it may not go there
   */
  RunRecord moved(RunState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "run " + number + " may not go from " + state.word() + " to " + next.word());
    }
    return with(next, pass, bytesDownloaded, bytesResumed, finishedAt, note);
  }

  /** The same run, over. */
  RunRecord ended(RunState end, Instant now, String why) {
    return moved(end).with(end, pass, bytesDownloaded, bytesResumed, Optional.of(now), why);
  }

  RunRecord numbered(long given) {
    return new RunRecord(
        given,
        turn,
        state,
        options,
        rows,
        pass,
        bytesDownloaded,
        bytesResumed,
        submittedAt,
        finishedAt,
        note);
  }

  /** The same run, further on. */
  RunRecord reached(Pass now, long downloaded, long resumed) {
    int count = now.booksOf(rows).rows();
    return new RunRecord(
        number,
        turn,
        state,
        options,
        count,
        Optional.of(now),
        downloaded,
        resumed,
        submittedAt,
        finishedAt,
        note);
  }

  /** The same run with the figures of another record of it. */
  RunRecord withFiguresOf(RunRecord other) {
    return new RunRecord(
        number,
        turn,
        state,
        options,
        other.rows,
        other.pass,
        other.bytesDownloaded,
        other.bytesResumed,
        submittedAt,
        finishedAt,
        note);
  }

  /** The same run, queued again for another pass. */
  RunRecord queuedAgain(long newTurn, RetryPlan plan) {
    RunRecord queued = moved(RunState.QUEUED);
    return new RunRecord(
        number,
        newTurn,
        queued.state,
        options,
        plan.pass().isPresent() ? rows : plan.rows(),
        plan.pass(),
        bytesDownloaded,
        bytesResumed,
        submittedAt,
        Optional.empty(),
        "");
  }

  RunRecord noted(String newNote) {
    return with(state, pass, bytesDownloaded, bytesResumed, finishedAt, newNote);
  }

  private RunRecord with(
      RunState newState,
      Optional<Pass> newPass,
      long downloaded,
      long resumed,
      Optional<Instant> newFinishedAt,
      String newNote) {
    return new RunRecord(
        number,
        turn,
        newState,
        options,
        rows,
        newPass,
        downloaded,
        resumed,
        submittedAt,
        newFinishedAt,
        newNote);
  }
}
