package org.mosingest.daemon.run;

import org.mosingest.core.failures.Reason;
import org.mosingest.core.row.ManifestRow;
import org.mosingest.daemon.watch.Whereabouts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of each row's way, told to all who must know of it. Safe for many threads. */
final class Settlements {

  private static final Logger LOG = LoggerFactory.getLogger(Settlements.class);

  private final Whereabouts whereabouts;
  private final FailedClips failed;
  private final Sequencer sequencer;

  Settlements(Whereabouts whereabouts, FailedClips failed, Sequencer sequencer) {
    this.whereabouts = whereabouts;
    this.failed = failed;
    this.sequencer = sequencer;
  }

  /** Settles a row; once for each that was admitted. */
  void settle(ManifestRow row, Settlement settlement) {
    if (settlement instanceof Settlement.Broken(Reason reason)) {
      LOG.warn("broken clip {}: {}", row.clip().name(), reason);
    }
    whereabouts.settled(row.index());
    failed.settled(row, settlement);
    sequencer.settle(row.index(), settlement);
  }
}
