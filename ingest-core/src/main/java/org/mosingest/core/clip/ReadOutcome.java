package org.mosingest.core.clip;

import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.ClipContent;

/** What comes of reading a clip's file. */
public sealed interface ReadOutcome {

  /**
   * The file was read, and is what it was before.
   *
   * @param content the hash and number of its bytes
   * @param probed what the probe makes of the same bytes; empty if the hash said enough
   */
  record Read(ClipContent content, Optional<ProbeOutcome> probed) implements ReadOutcome {}

  /** The file was changed, replaced or deleted meanwhile: its place is to be looked at again. */
  record Changed() implements ReadOutcome {}

  /** The file cannot be read, for a reason of its own. */
  record Unreadable(Reason reason) implements ReadOutcome {}
}
