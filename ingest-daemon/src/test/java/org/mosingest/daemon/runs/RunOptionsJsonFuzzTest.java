package org.mosingest.daemon.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.testkit.ParserFuzz;
import tools.jackson.databind.JsonNode;

/**
 * A submission of any bytes is options in their ranges or printable problems; what is stored of a
 * good one is read again as the same options, and no submission sets what is the service's own.
 */
class RunOptionsJsonFuzzTest extends ParserFuzz {

  @DictionaryEntries({
    "\"corpus\":",
    "\"konvid-150k\"",
    "\"konvid_dir\":",
    "\"corpus_dir\":",
    "\"manifest_csv\":",
    "\"output\":",
    "\"manifest_out\":",
    "\"progress_path\":",
    "\"clips_subdir\":",
    "\"corpus_version\":",
    "\"attrition_warn_threshold\":",
    "\"download_timeout_s\":",
    "\"max_rows\":",
    "\"min_rows\":",
    "\"retries\":",
    "\"retry_failed\":",
    "\"recheck\":",
    "\"offline_wait_s\":",
    "\"ffprobe_bin\":",
    "\\u0000",
    "\\ud800",
    "1e400",
    "1e-400",
    "-0",
    "2147483648",
    "..",
    "true",
    "null"
  })
  @FuzzTest
  void fuzz(byte[] input) throws Exception {
    guarded(input);
  }

  @Override
  protected void holds(byte[] input) throws Exception {
    RunOptions options;
    try {
      options = RunOptionsJson.read(input);
    } catch (BadOptionsException e) {
      assertThat(e.problems()).isNotEmpty();
      e.problems().forEach(problem -> ParserFuzz.assertPrintable(problem.text()));
      return;
    }
    assertThat(options.retries()).isNotNegative();
    assertThat(options.attritionWarnThreshold()).isBetween(0.0, 1.0);
    assertThat(options.downloadTimeout()).isBetween(Duration.ofMillis(1), Duration.ofDays(7));
    assertThat(options.offlineWait()).isGreaterThanOrEqualTo(Duration.ZERO);
    JsonNode stored = RunOptionsJson.write(options);
    assertThat(RunOptionsJson.write(RunOptionsJson.read(stored.toString().getBytes(UTF_8))))
        .isEqualTo(stored);
  }
}
