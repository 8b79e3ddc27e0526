package org.mosingest.transfer.attempt;

import java.time.Duration;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;

/**
 * Whether a body comes fast enough to be worth its place. A server that drips never stalls, and
 * every byte of it is new: it would hold a place for weeks. Only time spent in waiting for the
 * network counts, not what our own rate limit takes. Used by one thread at a time.
 */
public final class LeastRate {

  /** Less than that over a whole stall timeout is a stall too. */
  public static final long LEAST_BYTES_PER_S = 1000;

  private final Duration window;
  private long nanos;
  private long bytes;

  /**
   * A new measurement.
   *
   * @param window how long it may be too slow
   */
  public LeastRate(Duration window) {
    this.window = window;
  }

  /** That many bytes came after so long a wait. */
  public void came(long waitedNanos, int count) throws ClipFault {
    nanos += waitedNanos;
    bytes += count;
    if (nanos < window.toNanos()) {
      return;
    }
    if (isTooSlow()) {
      throw ClipFault.passing(
          Reason.of(
              ReasonWord.TIMEOUT,
              "too slow: "
                  + Counted.of(bytes, "byte")
                  + " in "
                  + AttemptState.seconds(Duration.ofMillis(nanos / 1_000_000))));
    }
    nanos = 0;
    bytes = 0;
  }

  /** What dripped in during a window that was too slow; zero while none was. */
  public long dripped() {
    return nanos >= window.toNanos() && isTooSlow() ? bytes : 0;
  }

  private boolean isTooSlow() {
    return bytes < LEAST_BYTES_PER_S * nanos / 1e9;
  }
}
