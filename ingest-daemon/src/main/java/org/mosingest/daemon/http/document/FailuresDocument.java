package org.mosingest.daemon.http.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.jsonl.RowJson;
import org.mosingest.daemon.runs.Runs;

/** A part of a run's failed and broken clips. */
record FailuresDocument(int total, int limit, int offset, List<Failure> failures) {

  /** One clip. */
  record Failure(
      int row,
      String name,
      String url,
      String kind,
      String word,
      String reason,
      @JsonUnwrapped Effort effort) {
    static Failure of(ClipFailure failure) {
      return new Failure(
          failure.row() + 1,
          failure.name(),
          failure.url(),
          failure.kind().id(),
          failure.word(),
          failure.reason().text(),
          new Effort(
              RowJson.utcSeconds(failure.at()),
              failure.attempts().isPresent() ? failure.attempts().getAsInt() : null,
              failure.bytesKept()));
    }
  }

  /** When it was given up, after how many attempts, and what is kept of it. */
  record Effort(String atUtc, @Nullable Integer attempts, long bytesSoFar) {}

  static FailuresDocument of(Runs.FailurePage page, int limit, int offset) {
    return new FailuresDocument(
        page.total(), limit, offset, page.failures().stream().map(Failure::of).toList());
  }
}
