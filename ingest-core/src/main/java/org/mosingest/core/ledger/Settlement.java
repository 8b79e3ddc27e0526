package org.mosingest.core.ledger;

import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.VideoFacts;

/** How a row's clip ended up, before duplicates are looked for. Every row gets exactly one. */
public sealed interface Settlement {

  /** The clip is there and holds a video. */
  record Ingested(ClipContent content, VideoFacts video) implements Settlement {}

  /**
   * The clip is there and a row of its bytes stood in the output before the run: a duplicate, no
   * probe needed.
   */
  record Known(Sha256 sha256) implements Settlement {}

  /** An earlier row names the same clip. */
  record Repeat() implements Settlement {}

  /** The clip is not there and cannot be had, or is there and of no use. */
  record Failed(ClipFailure failure) implements Settlement {}
}
