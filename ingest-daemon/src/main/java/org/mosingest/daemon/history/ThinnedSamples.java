package org.mosingest.daemon.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a run's counters stood over time. The samples always span the whole time: when there are
 * too many, every second one is dropped and they are taken half as often. Not safe for many
 * threads.
 */
final class ThinnedSamples {

  private final int most;
  private final List<RunHistory.Sample> samples = new ArrayList<>();
  private long everyS = 1;

  /**
   * No samples yet.
   *
   * @param most how many samples are kept at most, at least 4
   */
  ThinnedSamples(int most) {
    if (most < 4) {
      throw new IllegalArgumentException("too few samples: " + most);
    }
    this.most = most;
  }

  /**
   * Notes where the counters stand, if it is time to.
   *
   * @param last whether it is the last word on the run for now: it is noted whatever the time
   */
  void add(RunHistory.Sample sample, boolean last) {
    boolean first = samples.isEmpty();
    if (!first && sample.equals(samples.getLast())) {
      return;
    }
    boolean begins = !first && sample.stretch() != samples.getLast().stretch();
    if (!first && !last && !begins && sample.atS() - samples.getLast().atS() < everyS) {
      return;
    }
    samples.add(sample);
    if (samples.size() > most) {
      thin();
    }
  }

  private void thin() {
    List<RunHistory.Sample> kept = new ArrayList<>();
    int end = samples.size() - 1;
    for (int i = 0; i < end; i += 2) {
      kept.add(samples.get(i));
    }
    kept.add(samples.get(end));
    samples.clear();
    samples.addAll(kept);
    everyS *= 2;
  }

  /** How many stretches there are: the number of the next one. */
  int stretches() {
    return samples.isEmpty() ? 0 : samples.getLast().stretch() + 1;
  }

  /** Seconds between two samples now. */
  long everyS() {
    return everyS;
  }

  /** The samples, the oldest first. */
  List<RunHistory.Sample> samples() {
    return List.copyOf(samples);
  }
}
