package org.mosingest.cli.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** How quickly a run in the foreground moves, over the last half minute. For one thread. */
public final class Pace {

  private static final long WINDOW_NS = 30_000_000_000L;

  private record Sample(long atNs, long settled, long bytes) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** Takes note of how far things are. */
  public void note(long atNs, long settled, long bytes) {
    samples.addLast(new Sample(atNs, settled, bytes));
    while (atNs - samples.getFirst().atNs() > WINDOW_NS) {
      samples.removeFirst();
    }
  }

  /** Clips settled a second. */
  public double clipsPerS() {
    return samples.isEmpty()
        ? 0
        : perSecond(samples.getLast().settled() - samples.getFirst().settled());
  }

  /** Bytes fetched a second. */
  public double bytesPerS() {
    return samples.isEmpty()
        ? 0
        : perSecond(samples.getLast().bytes() - samples.getFirst().bytes());
  }

  /** Seconds until so many more clips are settled; empty where nothing moves. */
  public OptionalLong etaS(long left) {
    double rate = clipsPerS();
    return rate > 0 ? OptionalLong.of(Math.round(left / rate)) : OptionalLong.empty();
  }

  private double perSecond(long amount) {
    long tookNs = samples.getLast().atNs() - samples.getFirst().atNs();
    return tookNs <= 0 ? 0 : amount * 1e9 / tookNs;
  }
}
