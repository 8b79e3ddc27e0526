package org.mosingest.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosingest.core.failures.Reason;
import org.mosingest.daemon.metrics.Metrics;
import org.mosingest.daemon.runs.RunState;
import org.mosingest.transfer.AttemptOutcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Grafana dashboard in the documents is over metrics that the service has. */
class GrafanaDashboardTest {

  private static final Path FILE = Path.of("..", "docs", "grafana-dashboard.json");
  private static final Pattern NAME = Pattern.compile("\\bingest_[a-z_]+");

  @TempDir private Path folder = Path.of("");

  @Test
  void itsMetricsAreTheServices() throws Exception {
    Metrics measured = new Metrics();
    measured
        .attempts()
        .ended(
            new AttemptOutcome.Retry(
                Reason.parse("timeout"), Duration.ZERO, Duration.ZERO, true, false),
            Duration.ofSeconds(1));
    String known = new String(measured.text(), StandardCharsets.UTF_8);
    try (ApiFixture api = new ApiFixture(folder, ApiFixture.limits())) {
      api.run("r-1", RunState.RUNNING, 10);
      known += api.get("/metrics").body();
      known += api.get("/metrics").body();
    }
    String text = Files.readString(FILE);
    JsonNode dashboard = JsonMapper.shared().readTree(text);
    Set<String> named = new TreeSet<>();
    for (Matcher name = NAME.matcher(text); name.find(); ) {
      named.add(name.group());
    }

    assertThat(dashboard.path("panels").size()).isPositive();
    // A probe is measured by its histogram's name, as MetricsTest shows; none has run here.
    assertThat(known + "ingest_probe_duration_seconds_bucket ingest_probe_duration_seconds_count")
        .contains(named);
  }
}
