package org.mosingest.daemon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.probe.ClipProbe;
import org.mosingest.core.probe.ProbeEngine;
import org.mosingest.core.probe.ProbeOutcome;
import org.mosingest.core.row.VideoFacts;
import org.mosingest.transfer.AttemptListener;
import org.mosingest.transfer.AttemptOutcome;

class MetricsTest {

  private final Metrics metrics = new Metrics();

  private String text() {
    return new String(metrics.text(), StandardCharsets.UTF_8);
  }

  @Test
  void probesAreTimedByOutcomeAndAnswerAsBefore() throws InterruptedException {
    ProbeOutcome video = new ProbeOutcome.Video(new VideoFacts(960, 540, 30, 5, "yuv420p", "h264"));
    ProbeOutcome broken = new ProbeOutcome.Broken(Reason.parse("no-video-stream"));
    ClipProbe probe =
        metrics.timed(
            new ClipProbe() {
              @Override
              public ProbeOutcome probe(Path clip) {
                return clip.endsWith("good.mp4") ? video : broken;
              }

              @Override
              public ProbeEngine engine() {
                return new ProbeEngine("fake", "1", "");
              }
            });

    assertThat(probe.probe(Path.of("good.mp4"))).isSameAs(video);
    assertThat(probe.probe(Path.of("bad.mp4"))).isSameAs(broken);
    assertThat(probe.engine().name()).isEqualTo("fake");
    assertThat(text())
        .contains(
            "ingest_probe_duration_seconds_count{outcome=\"video\"} 1",
            "ingest_probe_duration_seconds_count{outcome=\"broken\"} 1");
  }

  @Test
  void attemptsAreTimedAndRetriesCountedByReason() {
    AttemptListener attempts = metrics.attempts();
    attempts.ended(
        new AttemptOutcome.Retry(
            Reason.parse("timeout: no byte for 30 s"), Duration.ZERO, Duration.ZERO, true, false),
        Duration.ofMillis(700));
    attempts.ended(
        new AttemptOutcome.Retry(
            Reason.parse("surprise \"x\""), Duration.ZERO, Duration.ZERO, true, false),
        Duration.ofMillis(700));
    attempts.ended(
        new AttemptOutcome.Failed(Reason.parse("http-404"), true), Duration.ofMillis(40));

    assertThat(text())
        .contains(
            "ingest_transfer_attempt_duration_seconds_bucket{outcome=\"retry\",le=\"0.5\"} 0",
            "ingest_transfer_attempt_duration_seconds_bucket{outcome=\"retry\",le=\"1.0\"} 2",
            "ingest_transfer_attempt_duration_seconds_count{outcome=\"failed\"} 1",
            "ingest_transfer_retries_total{reason=\"timeout\"} 1.0",
            "ingest_transfer_retries_total{reason=\"other\"} 1.0")
        .doesNotContain("surprise");
  }

  @ParameterizedTest
  @CsvSource({
    "http-404, http-404",
    "'http-503: Service Unavailable', http-503",
    "http-999, other",
    "http-40404, other",
    "'curl-rc=22: said', curl-rc=22",
    "curl-rc=2222, other",
    "tls, tls",
    "'', other",
    "anything a server says, other"
  })
  void reasonsBecomeFewLabels(String reason, String label) {
    assertThat(Reason.parse(reason).label()).isEqualTo(label);
  }
}
