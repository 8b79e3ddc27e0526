package org.mosingest.daemon.runs.registry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How fast two counters grow, over a window that moves with the clock. Not safe for use by several
 * threads at once.
 */
public final class RateWindow {

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

  /** Seconds until so many more clips are settled; empty where nothing moves. */
  public OptionalLong etaS(long left) {
    double rate = clipsPerS();
    return rate > 0 ? OptionalLong.of((long) Math.ceil(left / rate)) : OptionalLong.empty();
  }

  private double perSecond(long growth) {
    long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
    return nanos <= 0 || growth <= 0 ? 0 : growth * 1e9 / nanos;
  }
}
