package org.mosingest.daemon.fetch;

import org.mosingest.daemon.pool.Work;
import org.mosingest.transfer.attempt.HostSlot;

/**
 * A clip's claim on its host, and on a place among all transfers, by its place in the pool.
 *
 * @param slot the place
 */
record PoolSlot(Work.Slot slot) implements HostSlot {

  @Override
  public void moveTo(String host) throws InterruptedException {
    slot.moveTo(host);
  }

  @Override
  public void stepAside() {
    slot.stepAside();
  }

  @Override
  public void stepBack() throws InterruptedException {
    // What was asked of the host for which it stepped aside has come.
    slot.accepted();
    slot.stepBack();
  }
}
