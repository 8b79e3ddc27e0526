package org.mosingest.cli.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
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
    String note) {

  public RunFacts {
    failures = new LinkedHashMap<>(failures);
  }

  /** Whether the run is over, unless it is retried. */
  public boolean isEnded() {
    return Arrays.stream(RunState.values()).anyMatch(known -> known.isEnded() && known.word().equals(state));
  }

  /** Whether every row is settled. */
  public boolean isCompleted() {
    return state.equals(RunState.COMPLETED.word());
  }

  /** Clips that did not make it, for whatever reason. */
  public long failed() {
    return downloadFailed + broken;
  }
}
