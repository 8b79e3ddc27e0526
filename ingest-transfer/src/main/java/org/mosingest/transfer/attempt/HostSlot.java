package org.mosingest.transfer.attempt;

/**
 * An attempt's claim on a host: connections to one host are bounded, also after a redirect to
 * another.
 */
@FunctionalInterface
public interface HostSlot {

  /**
   * Gives up the host held so far and waits for room at another.
   *
   * @param host the lower-case host name that a redirect leads to
   * @throws InterruptedException if interrupted while waiting; no host is held then
   */
  void moveTo(String host) throws InterruptedException;

  /**
   * Gives up the place among the transfers for something that moves no byte of a clip, so that
   * another clip can have it. The host is still held.
   */
  default void stepAside() {}

  /**
   * Waits for a place again, once that has come about. Where it has not, the attempt ends without.
   *
   * @throws InterruptedException if interrupted while waiting; no place is held then
   */
  default void stepBack() throws InterruptedException {}
}
