package org.mosingest.transfer.part;

import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ClipContent;

/** What became of a part whose last byte has come. */
public sealed interface CommitOutcome {

  /** It is the clip: synced and under its own name. */
  record Committed(ClipContent content) implements CommitOutcome {}

  /** Its bytes are not the clip's. The part is still there, to be discarded. */
  record Refused(Reason reason) implements CommitOutcome {}
}
