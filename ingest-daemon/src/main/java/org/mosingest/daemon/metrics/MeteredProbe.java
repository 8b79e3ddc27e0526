package org.mosingest.daemon.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import java.nio.file.Path;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;

/** A probe whose answers are timed. */
record MeteredProbe(ClipProbe probe, Histogram seconds) implements ClipProbe {

  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public ProbeOutcome probe(Path clip) throws InterruptedException {
    long begun = System.nanoTime();
    ProbeOutcome outcome = probe.probe(clip);
    String word =
        switch (outcome) {
          case ProbeOutcome.Video _ -> "video";
          case ProbeOutcome.Broken _ -> "broken";
        };
    seconds.labelValues(word).observe((System.nanoTime() - begun) / NANOS_PER_SECOND);
    return outcome;
  }

  @Override
  public ProbeEngine engine() {
    return probe.engine();
  }

  @Override
  public void close() {
    probe.close();
  }
}
