package org.mosingest.daemon.run;

import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.ledger.OutcomeCount;
import org.mosingest.core.ledger.OutcomeTally;
import org.mosingest.core.ledger.Settlement;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.watch.Whereabouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of each row's way, told to all who must know of it. Safe for many threads. */
final class Settlements {

  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

  private final Pass pass;
  private final Whereabouts whereabouts;
  private final FailedClips failed;
  private final Sequencer sequencer;
  private final FailureListener listener;
  private final OutcomeTally known = new OutcomeTally();

  /**
   * Those of a run.
   *
   * @param listener told of each row that fails, as soon as that is known
   */
  Settlements(
      Pass pass,
      Whereabouts whereabouts,
      FailedClips failed,
      Sequencer sequencer,
      FailureListener listener) {
    this.pass = pass;
    this.whereabouts = whereabouts;
    this.failed = failed;
    this.sequencer = sequencer;
    this.listener = listener;
  }

  /** Where the clips are that are not settled yet. */
  Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Settles a row; once for each that was admitted. */
  void settle(ManifestRow row, Settlement settlement) {
    if (settlement instanceof Settlement.Failed(ClipFailure failure)) {
      if (failure.kind() == ClipFailure.Kind.BROKEN) {
        LOG.warn("broken clip {}: {}", row.clip().name(), failure.reason());
      }
      listener.failed(failure.ofRow(row.index()));
    }
    // Before the writer can count it: at no time are fewer outcomes known than written.
    known.add(settlement);
    whereabouts.settled(row.index());
    failed.settled(row, settlement);
    sequencer.settle(pass.place(row.index()), settlement);
  }

  /** The outcomes known so far, of this pass since it was opened. */
  OutcomeCount known() {
    return known.count();
  }

  /** How a row ends whose clip is there and of no use. */
  Settlement broken(ManifestRow row, Reason reason) {
    return new Settlement.Failed(failed.now(row, ClipFailure.Kind.BROKEN, reason));
  }

  /** Settles a row whose clip cannot be had. */
  void downloadFailed(ManifestRow row, Reason reason) {
    settle(row, new Settlement.Failed(failed.now(row, ClipFailure.Kind.DOWNLOAD, reason)));
  }

  /** Settles a row whose clip an earlier run could not have: it was not asked for. */
  void failedBefore(ManifestRow row, Reason reason) {
    settle(row, new Settlement.Failed(failed.before(row, reason)));
  }
}
