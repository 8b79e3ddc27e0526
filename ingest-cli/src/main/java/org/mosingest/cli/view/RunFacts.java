package org.mosingest.cli.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.mosingest.daemon.runs.RunState;

/**
 * What is shown of a run, wherever it runs. Its texts are fit for a terminal already.
 *
 * @param id the run's id; empty for one in the foreground
 * @param state the state's word; one that this version does not know is shown as it is
 * @param failures failed and broken clips by reason
 * @param lastFailures the last few of them, each with its reason; empty where they are said
 *     elsewhere
 * @param note what a reader should know; may be empty
 */
public record RunFacts(
    String id,
    String corpus,
    String state,
    long rows,
    long settled,
    long written,
    long downloadFailed,
    long broken,
    long dedups,
    long bytesDownloaded,
    long bytesResumed,
    double clipsPerS,
    double bytesPerS,
    OptionalLong etaS,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    String output,
    Map<String, Long> failures,
    List<String> lastFailures,
    String note) {

  public RunFacts {
    failures = new LinkedHashMap<>(failures);
    lastFailures = List.copyOf(lastFailures);
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
    return new RunFacts(
        id,
        corpus,
        state,
        rows,
        settled,
        written,
        downloadFailed,
        broken,
        dedups,
        bytesDownloaded,
        bytesResumed,
        clipsPerS,
        bytesPerS,
        etaS,
        startedAt,
        finishedAt,
        output,
        failures,
        last,
        note);
  }

  /** Clips that did not make it, for whatever reason. */
  public long failed() {
    return downloadFailed + broken;
  }
}
