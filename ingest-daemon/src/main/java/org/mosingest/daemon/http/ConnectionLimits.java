package org.mosingest.daemon.http;

/**
 * How many connections there may be.
 *
 * @param most served at once. A connection beyond gets the place of one that waits for its client;
 *     where all are being served it is told so and closed
 * @param ofOneAddress from one address, loopback aside: there all of a machine's users have the
 *     same
 * @param keptForLoopback of {@code most}, for clients on this machine alone
 * @param streams live streams at once
 */
public record ConnectionLimits(int most, int ofOneAddress, int keptForLoopback, int streams) {

  public ConnectionLimits {
    if (most < 1 || ofOneAddress < 1 || streams < 1 || keptForLoopback < 0) {
      throw new IllegalArgumentException("a limit of less than one");
    }
    if (keptForLoopback >= most) {
      throw new IllegalArgumentException("no connection is left for other addresses");
    }
  }
}
