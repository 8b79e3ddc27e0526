package org.mosingest.daemon.http.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.core.ledger.Outcomes;
import org.mosingest.core.options.CorpusOption;
import org.mosingest.daemon.runs.RunOptionsJson;
import org.mosingest.daemon.runs.RunSnapshot;
import org.mosingest.daemon.runs.WordingJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A run as the API shows it: one flat object, its groups only in here. */
record RunDocument(
    @JsonUnwrapped Identity identity,
    String state,
    @JsonUnwrapped Counts counts,
    @JsonUnwrapped Traffic traffic,
    @JsonUnwrapped Times times,
    String output,
    @JsonUnwrapped Situation situation) {

  /**
   * Which run it is.
   *
   * @param label empty where none was given
   * @param elsewhere whether another process carries it out
   */
  record Identity(String id, String label, String corpus, boolean elsewhere) {}

  /** Outcome of the rows; the attrition is a share of those settled, 0 to 1. */
  record Counts(
      int rows,
      int settled,
      int written,
      int downloadFailed,
      int broken,
      @JsonUnwrapped Duplicates duplicates,
      int waiting,
      double attritionPct) {
    static Counts of(Outcomes rows) {
      return new Counts(
          rows.rows(),
          rows.settled(),
          rows.written(),
          rows.downloadFailed(),
          rows.broken(),
          new Duplicates(rows.dedups(), rows.alreadyInOutput()),
          rows.waiting(),
          rows.attrition());
    }
  }

  /** Rows whose bytes have a row already, and how many of them had it before the run. */
  record Duplicates(int dedups, int alreadyInOutput) {}

  /** What came over the network, how fast it goes, and how long the rest takes. */
  record Traffic(
      long bytesDownloaded,
      long bytesResumed,
      double clipsPerS,
      double bytesPerS,
      @Nullable Long etaS) {}

  /** When it first ran and when it ended, null where it has not, and its time at work. */
  record Times(@Nullable String startedAtUtc, @Nullable String finishedAtUtc, double activeS) {}

  /** What a reader should know of it now. */
  record Situation(
      String note,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ArrayNode noteParts,
      Map<String, Integer> failures,
      @Nullable StallDocument stalled,
      @JsonUnwrapped ActivityDocument activity) {}

  static RunDocument of(RunSnapshot run) {
    return new RunDocument(
        new Identity(
            run.id(),
            run.options().find(CorpusOption.LABEL).orElse(""),
            run.options().corpus().id(),
            run.situation().isElsewhere()),
        run.state().word(),
        Counts.of(run.outcomes()),
        new Traffic(
            run.traffic().bytesDownloaded(),
            run.traffic().bytesResumed(),
            run.traffic().clipsPerS(),
            run.traffic().bytesPerS(),
            run.traffic().etaS().isPresent() ? run.traffic().etaS().getAsLong() : null),
        new Times(
            run.times().startedAt().map(RowJson::utcSeconds).orElse(null),
            run.times().finishedAt().map(RowJson::utcSeconds).orElse(null),
            run.times().active().toMillis() / 1000.0),
        run.options().output().toString(),
        new Situation(
            run.note(),
            WordingJson.parts(run.situation().note()),
            new TreeMap<>(run.failures()),
            run.situation().stall().map(StallDocument::of).orElse(null),
            ActivityDocument.of(run.situation().activity())));
  }

  /** A run just accepted. */
  record Accepted(@JsonUnwrapped RunDocument run, List<String> warnings) {}

  /** A part of all runs; the total counts them all. */
  record Listing(int total, int limit, int offset, List<RunDocument> runs) {
    static Listing of(List<RunSnapshot> all, int limit, int offset) {
      return new Listing(
          all.size(),
          limit,
          offset,
          all.stream().skip(offset).limit(limit).map(RunDocument::of).toList());
    }
  }

  /** Everything about one run; its options under the keys of a submission. */
  record Inspection(@JsonUnwrapped RunDocument run, String submittedAtUtc, ObjectNode options) {
    static Inspection of(RunSnapshot run) {
      return new Inspection(
          RunDocument.of(run),
          RowJson.utcSeconds(run.times().submittedAt()),
          RunOptionsJson.write(run.options()));
    }
  }
}
