package org.mosingest.daemon.run;

import java.time.Duration;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.Work;

/**
 * The three ways along which a run's clips move, held still and let go together: the gate through
 * which they are admitted, and the run's lanes of the two pools. Safe for many threads.
 */
final class RunLanes {

  /** How long stopping waits for transfers to put their unfinished bytes in order. */
  private static final Duration STOP_GRACE = Duration.ofMillis(1_200);

  /** And for probes, which leave nothing behind. */
  private static final Duration PROBE_GRACE = Duration.ofMillis(200);

  private final Gate gate = new Gate();
  private final Lane downloads;
  private final Lane probes;

  RunLanes(Engines engines, Work.FaultListener faults) {
    this.downloads = engines.downloadPool().lane(faults);
    this.probes = engines.probePool().lane(faults);
  }

  Gate gate() {
    return gate;
  }

  Lane downloads() {
    return downloads;
  }

  Lane probes() {
    return probes;
  }

  /** Admits and starts nothing more, and interrupts the transfers, which can be continued. */
  void hold() {
    gate.close();
    downloads.hold();
    probes.hold();
    downloads.interruptRunning();
  }

  /**
   * Waits, after a {@link #hold}, until nothing is under way.
   *
   * @return whether that was so before the time was over
   */
  boolean awaitStill(Duration limit) throws InterruptedException {
    return gate.awaitEmpty(limit) && downloads.awaitIdle(limit) && probes.awaitIdle(limit);
  }

  /** Goes on after a {@link #hold}. */
  void release() {
    downloads.release();
    probes.release();
    gate.open();
  }

  /** Drops what waits and interrupts what is under way, for good. */
  void close() {
    downloads.close();
    probes.close();
  }

  /**
   * Waits, after a {@link #close}, for unfinished bytes to be put in order.
   *
   * @return whether nothing is under way any more
   */
  boolean awaitClosed() throws InterruptedException {
    return downloads.awaitIdle(STOP_GRACE) && probes.awaitIdle(PROBE_GRACE);
  }
}
