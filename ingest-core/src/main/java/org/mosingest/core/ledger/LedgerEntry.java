package org.mosingest.core.ledger;

import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.VideoFacts;

/** What the {@link Ledger} decided of one row, and what is left to do for it. */
public sealed interface LedgerEntry {

  /** The row is to be appended to the output. */
  record Append(ClipContent content, VideoFacts video) implements LedgerEntry {}

  /** The same pass has appended the row before it was cut off: nothing is left to do. */
  record AppendedBefore() implements LedgerEntry {}

  /** The clip's bytes have a row already: nothing is left to do. */
  record Duplicate() implements LedgerEntry {}

  /**
   * There will be no row.
   *
   * @param failure why, with this row's own index
   */
  record Failed(ClipFailure failure) implements LedgerEntry {}
}
