package org.mosingest.daemon.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.Stall;

/**
 * A run at one moment.
 *
 * @param id the run's id, unique in this service for ever
 * @param state where it stands
 * @param options what was asked for
 * @param outcomes what became of its rows
 * @param traffic what came over the network, and how fast it goes
 * @param times when it was accepted, began and ended
 * @param failures failed and broken clips by the reason's fixed word
 * @param situation what it waits for, and what it does now
 */
public record RunSnapshot(
    String id,
    RunState state,
    RunOptions options,
    Outcomes outcomes,
    Traffic traffic,
    Times times,
    Map<String, Integer> failures,
    Situation situation) {

  /**
   * What came over the network, and how fast the run goes.
   *
   * @param bytesDownloaded bytes that came over the network, over all of its interruptions
   * @param bytesResumed bytes that were continued instead of fetched again
   * @param clipsPerS rows settled a second, over a moving window; 0 while nothing moves
   * @param bytesPerS bytes downloaded a second, over a moving window
   * @param etaS seconds to its end at that rate; empty where nothing can be said
   */
  public record Traffic(
      long bytesDownloaded,
      long bytesResumed,
      double clipsPerS,
      double bytesPerS,
      OptionalLong etaS) {}

  /**
   * When it was accepted, began and ended.
   *
   * @param submittedAt when it was accepted
   * @param startedAt when it first ran: the instant its rows carry
   * @param finishedAt when it ended
   * @param active for how long it was at work: not queued, paused, offline or without its service
   */
  public record Times(
      Instant submittedAt,
      Optional<Instant> startedAt,
      Optional<Instant> finishedAt,
      Duration active) {}

  /**
   * What it waits for, and what it does now.
   *
   * @param note what a reader should know: why it failed, or what it waits for; empty if nothing
   * @param stall the clips that hold it up, where nothing settles and it waits for nothing
   * @param activity what it does over the network
   * @param isElsewhere whether another process carries it out, and tells of it
   */
  public record Situation(
      Wording note, Optional<Stall> stall, Activity activity, boolean isElsewhere) {
    /** That of a run of the service itself. */
    public Situation(Wording note, Optional<Stall> stall, Activity activity) {
      this(note, stall, activity, false);
    }

    /** What another process says of its run. */
    public static Situation elsewhere(Wording note) {
      return new Situation(note, Optional.empty(), Activity.NONE, true);
    }
  }

  /** What a reader should know, with options by the API's keys; empty if nothing. */
  public String note() {
    return situation.note().text();
  }
}
