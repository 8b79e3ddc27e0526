package org.mosingest.daemon.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.transfer.AttemptListener;
import org.mosingest.transfer.AttemptOutcome;

/**
 * The door to measuring: what counts as it happens, and what is read when someone asks. Safe for
 * many threads.
 */
public final class Metrics {

  /** The content type of {@link #text()}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double NANOS = 1e9;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  private final Histogram probeSeconds =
      Histogram.builder()
          .name("ingest_probe_duration_seconds")
          .help("How long a probe took to answer.")
          .labelNames("outcome")
          .classicOnly()
          .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30, 60)
          .register(registry);

  private final Histogram transferSeconds =
      Histogram.builder()
          .name("ingest_transfer_attempt_duration_seconds")
          .help("How long one attempt at downloading a clip took.")
          .labelNames("outcome")
          .classicOnly()
          .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
          .register(registry);

  private final Counter retries =
      Counter.builder()
          .name("ingest_transfer_retries_total")
          .help("Attempts that ended with a temporary fault, by the reason's fixed word.")
          .labelNames("reason")
          .register(registry);

  private final Counter requests =
      Counter.builder()
          .name("ingest_http_requests_total")
          .help("Requests answered, by route and status.")
          .labelNames("method", "route", "status")
          .register(registry);

  /** A probe that does what that one does and is timed. */
  public ClipProbe timed(ClipProbe probe) {
    return new MeteredProbe(probe, probeSeconds);
  }

  /** Counts and times attempts at downloads. */
  public AttemptListener attempts() {
    return (outcome, took) -> {
      String word =
          switch (outcome) {
            case AttemptOutcome.Fetched _ -> "fetched";
            case AttemptOutcome.Failed _ -> "failed";
            case AttemptOutcome.Retry retry -> {
              retries.labelValues(retry.reason().label()).inc();
              yield "retry";
            }
          };
      transferSeconds.labelValues(word).observe(seconds(took));
    };
  }

  /**
   * A request was answered.
   *
   * @param method one of a few; the caller bounds it
   * @param route the route's pattern, not the path asked for
   */
  public void answered(String method, String route, int status) {
    requests.labelValues(method, route, Integer.toString(status)).inc();
  }

  /** Adds what is to be read at each scrape. */
  public void register(MultiCollector collector) {
    registry.register(collector);
  }

  /** Everything measured, in Prometheus' text format. */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static double seconds(Duration took) {
    return took.toNanos() / NANOS;
  }
}
