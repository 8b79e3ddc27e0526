package org.mosingest.daemon.runs.registry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * How fast two counters grow, over a window that moves with the clock. Not safe for use by several
 * threads at once.
 */
public final class RateWindow {

  /** So long a wait says nothing yet, however little is left. */
  private static final long SHORT_WAIT_S = 3;

  private final long windowNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();

  private record Sample(long nanos, long clips, long bytes) {}

  /**
   * A window without samples.
   *
   * @param window how long it is, above 0
   */
  public RateWindow(Duration window) {
    if (!window.isPositive()) {
      throw new IllegalArgumentException("the window is not above 0: " + window);
    }
    this.windowNanos = window.toNanos();
  }

  /**
   * Notes where the counters stand.
   *
   * @param nanos of a clock that does not jump, not before the last sample's
   */
  public void sample(long nanos, long clips, long bytes) {
    samples.addLast(new Sample(nanos, clips, bytes));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > windowNanos) {
      samples.removeFirst();
    }
  }

  /** Clips a second; 0 with fewer than two samples. */
  public double clipsPerS() {
    return samples.isEmpty()
        ? 0
        : perSecond(samples.getLast().clips() - samples.getFirst().clips());
  }

  /** Bytes a second; 0 with fewer than two samples. */
  public double bytesPerS() {
    return samples.isEmpty()
        ? 0
        : perSecond(samples.getLast().bytes() - samples.getFirst().bytes());
  }

  /**
   * Seconds until so many more clips are settled; empty where nothing moves, or has not for longer
   * than the rest should take: the last clip of many may wait for its host.
   */
  public OptionalLong etaS(long left) {
    double rate = clipsPerS();
    long eta = rate > 0 ? (long) Math.ceil(left / rate) : 0;
    return rate > 0 && stillNanos() <= Math.max(eta, SHORT_WAIT_S) * 1e9
        ? OptionalLong.of(eta)
        : OptionalLong.empty();
  }

  /** For how long no clip has been settled. */
  private long stillNanos() {
    Sample last = samples.getLast();
    long since = last.nanos();
    for (Iterator<Sample> earlier = samples.descendingIterator(); earlier.hasNext(); ) {
      Sample sample = earlier.next();
      if (sample.clips() != last.clips()) {
        break;
      }
      since = sample.nanos();
    }
    return last.nanos() - since;
  }

  private double perSecond(long growth) {
    long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
    return nanos <= 0 || growth <= 0 ? 0 : growth * 1e9 / nanos;
  }
}
