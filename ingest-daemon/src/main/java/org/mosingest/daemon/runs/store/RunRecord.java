package org.mosingest.daemon.runs.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.mosingest.core.ledger.Books;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.runs.RunState;

/**
 * What the service keeps of a run.
 *
 * @param number unique for ever; 0 before it is given one
 * @param turn its place among the queued
 * @param state where it stands
 * @param options what was asked for
 * @param figures how far it is
 * @param submittedAt when it was accepted
 * @param finishedAt when it ended
 * @param note why it ended as it did; empty if there is nothing to say
 */
public record RunRecord(
    long number,
    long turn,
    RunState state,
    RunOptions options,
    Figures figures,
    Instant submittedAt,
    Optional<Instant> finishedAt,
    Wording note) {

  /**
   * How far a run is.
   *
   * @param rows the manifest's rows when it was last read
   * @param pass where it can be taken up; empty if it never began
   * @param ahead the outcomes known beyond the pass, of rows that wait for an earlier row
   * @param bytesDownloaded over all its interruptions
   * @param bytesResumed over all its interruptions
   * @param active for how long it was at work, to the millisecond in the store
   */
  public record Figures(
      int rows,
      Optional<Pass> pass,
      OutcomeCount ahead,
      long bytesDownloaded,
      long bytesResumed,
      Duration active) {

    /** The books of the rows up to the pass. */
    public Books books() {
      return pass.map(p -> p.booksOf(rows)).orElseGet(() -> new Books(rows, 0, 0, 0, 0));
    }

    /** The outcomes known, those beyond the pass included. */
    public Outcomes outcomes() {
      return Outcomes.of(books(), ahead);
    }

    /**
     * What is known beyond a pass, and no less than was known here: until a run that was cut off
     * has come again to all that it knew before, what was shown of it stands.
     */
    public OutcomeCount aheadOf(Pass later, OutcomeCount ahead) {
      int done = pass.map(Pass::done).orElse(0);
      if (later.done() < done) {
        // It begins anew.
        return ahead;
      }
      Books reached = later.booksOf(rows);
      Outcomes before = outcomes();
      int unsettled = Math.max(ahead.rows(), reached.rows() - reached.settled());
      int downloadFailed =
          Math.clamp(
              (long) before.downloadFailed() - reached.skippedDownload(),
              ahead.downloadFailed(),
              unsettled);
      int broken =
          Math.clamp((long) before.broken() - reached.skippedBroken(), ahead.broken(), unsettled);
      int known = Math.clamp((long) before.settled() - reached.settled(), ahead.rows(), unsettled);
      return downloadFailed + broken <= known
          ? new OutcomeCount(known, downloadFailed, broken)
          : new OutcomeCount(known, ahead.downloadFailed(), ahead.broken());
    }
  }

  /**
   * A run that was just accepted.
   *
   * @param turn its place among the queued
   * @param rows the manifest's rows
   */
  public static RunRecord submitted(long turn, RunOptions options, int rows, Instant now) {
    return new RunRecord(
        0,
        turn,
        RunState.QUEUED,
        options,
        new Figures(rows, Optional.empty(), OutcomeCount.NONE, 0, 0, Duration.ZERO),
        now,
        Optional.empty(),
        Wording.NONE);
  }

  /** Its number, as it is written everywhere. */
  public String id() {
    return Long.toString(number);
  }

  /** The manifest's rows when it was last read. */
  public int rows() {
    return figures.rows();
  }

  /** Where it can be taken up; empty if it never began. */
  public Optional<Pass> pass() {
    return figures.pass();
  }

  /** The books of the rows up to the pass. */
  public Books books() {
    return figures.books();
  }

  /**
   * The same run in another state.
   *
   * @throws IllegalStateException if it may not go there
   */
  public RunRecord moved(RunState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "run " + number + " may not go from " + state.word() + " to " + next.word());
    }
    return new RunRecord(number, turn, next, options, figures, submittedAt, finishedAt, note);
  }

  /**
   * The same run, over.
   *
   * @param why it ended as it did; empty if there is nothing to say
   * @throws IllegalStateException if it may not end so
   */
  public RunRecord ended(RunState end, Instant now, Wording why) {
    RunRecord moved = moved(end);
    return new RunRecord(
        number, turn, moved.state, options, figures, submittedAt, Optional.of(now), why);
  }

  RunRecord numbered(long given) {
    return new RunRecord(given, turn, state, options, figures, submittedAt, finishedAt, note);
  }

  /** The same run, further on. */
  public RunRecord reached(Pass now, OutcomeCount ahead, long downloaded, long resumed) {
    return with(
        new Figures(
            now.booksOf(rows()).rows(),
            Optional.of(now),
            ahead,
            downloaded,
            resumed,
            figures.active()));
  }

  /** The same run, at work for so long. */
  public RunRecord active(Duration time) {
    return with(
        new Figures(
            figures.rows(),
            figures.pass(),
            figures.ahead(),
            figures.bytesDownloaded(),
            figures.bytesResumed(),
            time));
  }

  /** The same run with the figures of another record of it. */
  public RunRecord withFiguresOf(RunRecord other) {
    return with(other.figures);
  }

  private RunRecord with(Figures newFigures) {
    return new RunRecord(number, turn, state, options, newFigures, submittedAt, finishedAt, note);
  }

  /**
   * The same run, queued again for another pass.
   *
   * @param newTurn its place among the queued
   * @param newRows the manifest's rows now
   * @param pass where it is to be taken up; empty from its beginning
   */
  public RunRecord queuedAgain(long newTurn, int newRows, Optional<Pass> pass) {
    RunRecord queued = moved(RunState.QUEUED);
    return new RunRecord(
        number,
        newTurn,
        queued.state,
        options,
        new Figures(
            newRows,
            pass,
            OutcomeCount.NONE,
            figures.bytesDownloaded(),
            figures.bytesResumed(),
            pass.isPresent() ? figures.active() : Duration.ZERO),
        submittedAt,
        Optional.empty(),
        Wording.NONE);
  }

  /** The same run with another note. */
  public RunRecord noted(Wording newNote) {
    return new RunRecord(number, turn, state, options, figures, submittedAt, finishedAt, newNote);
  }
}
