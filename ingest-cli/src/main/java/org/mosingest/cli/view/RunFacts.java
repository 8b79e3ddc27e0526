package org.mosingest.cli.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.watch.Activity;

/**
 * What is shown of a run, wherever it runs. Its texts are fit for a terminal already.
 *
 * @param id the run's id; empty for one in the foreground
 * @param corpus the corpus's id
 * @param state the state's word; one that this version does not know is shown as it is
 * @param counts what became of its rows
 * @param traffic what came over the network, and how fast it goes
 * @param times when it ran
 * @param output where its rows go
 * @param remarks what failed, and what a reader should know
 */
public record RunFacts(
    String id,
    String corpus,
    String state,
    Counts counts,
    Traffic traffic,
    Times times,
    String output,
    Remarks remarks) {

  /**
   * What became of a run's rows: how many of each; those that wait are settled, too, and those
   * already in the output are dedups.
   */
  public record Counts(
      long rows,
      long settled,
      long written,
      long downloadFailed,
      long broken,
      long dedups,
      long waiting,
      long alreadyInOutput) {

    /** Rows that have the bytes of an earlier row of the manifest. */
    public long duplicates() {
      return dedups - alreadyInOutput;
    }
  }

  /** What came over the network, how fast the run goes, and how many seconds the rest takes. */
  public record Traffic(
      long bytesDownloaded,
      long bytesResumed,
      double clipsPerS,
      double bytesPerS,
      OptionalLong etaS) {}

  /** When it first ran and when it ended; empty where it has not, or where that is not shown. */
  public record Times(Optional<Instant> startedAt, Optional<Instant> finishedAt) {}

  /**
   * What failed, and what a reader should know.
   *
   * @param failures failed and broken clips by reason
   * @param lastFailures the last few of them, each with its reason; empty where they are said
   *     elsewhere
   * @param note what a reader should know; may be empty
   * @param activity what it does over the network
   * @param label what its user calls it; empty if nothing
   */
  public record Remarks(
      Map<String, Long> failures,
      List<String> lastFailures,
      String note,
      Activity activity,
      String label) {
    public Remarks {
      failures = new LinkedHashMap<>(failures);
      lastFailures = List.copyOf(lastFailures);
    }
  }

  /** Whether the run is over, unless it is retried. */
  public boolean isEnded() {
    return Arrays.stream(RunState.values())
        .anyMatch(known -> known.isEnded() && known.word().equals(state));
  }

  /** Whether every row is settled. */
  public boolean isCompleted() {
    return state.equals(RunState.COMPLETED.word());
  }

  /** The same with its last failures, printable. */
  public RunFacts withLastFailures(List<String> last) {
    return with(
        new Remarks(remarks.failures(), last, remarks.note(), remarks.activity(), remarks.label()));
  }

  /** The same without what it does over the network. */
  RunFacts withoutActivity() {
    return with(
        new Remarks(
            remarks.failures(),
            remarks.lastFailures(),
            remarks.note(),
            Activity.NONE,
            remarks.label()));
  }

  private RunFacts with(Remarks other) {
    return new RunFacts(id, corpus, state, counts, traffic, times, output, other);
  }

  /** Clips that did not make it, for whatever reason. */
  public long failed() {
    return counts.downloadFailed() + counts.broken();
  }
}
