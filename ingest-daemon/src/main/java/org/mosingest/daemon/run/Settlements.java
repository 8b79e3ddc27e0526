package org.mosingest.daemon.run;

import org.mosingest.core.failures.ClipFailure;
import org.mosingest.core.failures.Reason;
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

  Settlements(Pass pass, Whereabouts whereabouts, FailedClips failed, Sequencer sequencer) {
    this.pass = pass;
    this.whereabouts = whereabouts;
    this.failed = failed;
    this.sequencer = sequencer;
  }

  /** Settles a row; once for each that was admitted. */
  void settle(ManifestRow row, Settlement settlement) {
    if (settlement instanceof Settlement.Failed(ClipFailure failure)
        && failure.kind() == ClipFailure.Kind.BROKEN) {
      LOG.warn("broken clip {}: {}", row.clip().name(), failure.reason());
    }
    whereabouts.settled(row.index());
    failed.settled(row, settlement);
    sequencer.settle(pass.place(row.index()), settlement);
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
