package org.mosingest.daemon.run;

import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/**
 * How a row's clip ended up, before the writer looks for duplicates. Every admitted row gets
 * exactly one.
 */
sealed interface Settlement {

  /** The clip is there and holds a video. */
  record Ingested(ClipContent content, VideoFacts video) implements Settlement {}

  /**
   * The clip is there and a row of its bytes stood in the output before the run: a duplicate, no
   * probe needed.
   */
  record Known(Sha256 sha256) implements Settlement {}

  /** An earlier row of the manifest names the same clip. */
  record Repeat() implements Settlement {}

  /** The clip is not there and cannot be had. */
  record DownloadFailed(Reason reason) implements Settlement {}

  /**
   * The clip is not there, and an earlier run found that it cannot be had: it was not asked for.
   */
  record FailedBefore(Reason reason) implements Settlement {}

  /** The clip is there and of no use. */
  record Broken(Reason reason) implements Settlement {}
}
