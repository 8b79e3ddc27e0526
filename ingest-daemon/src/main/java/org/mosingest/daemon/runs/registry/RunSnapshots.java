package org.mosingest.daemon.runs.registry;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.Wording;
import org.mosingest.daemon.run.IngestRun;
import org.mosingest.daemon.run.Pass;
import org.mosingest.daemon.run.RunProgress;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.daemon.runs.store.RunRecord;
import org.mosingest.daemon.watch.Activity;
import org.mosingest.daemon.watch.Stall;

/** Makes what is shown of a run. */
final class RunSnapshots {

  private RunSnapshots() {}

  /**
   * A run as it is shown: what is stored of it, and what cannot be.
   *
   * @param record what is stored of it
   * @param failures its failures by the reason's word
   * @param rates how fast it goes
   * @param run the run under way, while its files are open
   * @param remark what is to be said of it where neither its record nor the run under way says
   *     anything
   */
  static RunSnapshot of(
      RunRecord record,
      Map<String, Integer> failures,
      RateWindow rates,
      @Nullable IngestRun run,
      Remark remark) {
    boolean running = record.state() == RunState.RUNNING;
    Outcomes outcomes = record.figures().outcomes();
    Optional<Stall> stall = Optional.empty();
    Activity activity = Activity.NONE;
    Wording note = record.note().isEmpty() ? Wording.of(remark.waitsFor()) : record.note();
    if (run != null && !record.state().isEnded()) {
      RunProgress progress = run.progress();
      note = running && !progress.note().isEmpty() ? Wording.of(progress.note()) : note;
      stall = running ? progress.stall() : stall;
      activity = running ? progress.situation().activity() : activity;
    }
    if (note.isEmpty() && remark.ailing()) {
      note = Wording.of("its state cannot be stored: these figures are not updated");
    }
    return new RunSnapshot(
        record.id(),
        record.state(),
        record.options(),
        outcomes,
        new RunSnapshot.Traffic(
            record.figures().bytesDownloaded(),
            record.figures().bytesResumed(),
            running ? rates.clipsPerS() : 0,
            running ? rates.bytesPerS() : 0,
            running ? rates.etaS(outcomes.rows() - outcomes.settled()) : OptionalLong.empty()),
        new RunSnapshot.Times(
            record.submittedAt(),
            record.pass().map(Pass::startedAt),
            record.finishedAt(),
            record.figures().active()),
        failures,
        new RunSnapshot.Situation(note, stall, activity));
  }

  /**
   * What is to be said of a run that says nothing itself.
   *
   * @param waitsFor what it waits for in the queue; empty if for its turn
   * @param ailing whether it could not be stored when that was last tried
   */
  record Remark(String waitsFor, boolean ailing) {}
}
