package org.mosingest.daemon.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.RunOptions;
import org.mosingest.core.options.Wording;

class RunOptionsJsonTest {

  private static RunOptions read(String json) throws BadOptionsException {
    return RunOptionsJson.read(json.getBytes(UTF_8));
  }

  private static List<String> problems(String json) {
    BadOptionsException e = catchThrowableOfType(BadOptionsException.class, () -> read(json));
    assertThat(e).as(json).isNotNull();
    return e.problems().stream().map(Wording::text).toList();
  }

  @Test
  void hasTheCommandLinesDefaultsButWaitsForANetworkWithoutEnd() throws Exception {
    RunOptions options = read("{}");
    assertThat(options.corpus().id()).isEqualTo("konvid-150k");
    assertThat(options.folder()).isEqualTo(Path.of(".workingdir2/konvid-150k"));
    assertThat(options.output()).isEqualTo(Path.of(".workingdir2/konvid-150k/konvid_150k.jsonl"));
    assertThat(options.manifest().minRows()).isEqualTo(5000);
    assertThat(options.retries()).isEqualTo(4);
    assertThat(options.downloadTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(options.offlineWait()).isEqualTo(RunOptions.FOR_EVER);
    assertThat(read("{\"output\": null, \"max_rows\": null, \"retry_failed\": false}"))
        .isEqualTo(options);
  }

  @Test
  void readsEveryKey() throws Exception {
    RunOptions options =
        read(
            """
            {"corpus": "konvid-150k", "corpus_dir": "d", "manifest_csv": "m.csv", "output": "o.jsonl", "manifest_out": "r.json",
             "progress_path": "p.json", "clips_subdir": "vids", "corpus_version": "v2", "attrition_warn_threshold": 0.25,
             "download_timeout_s": 1.5, "max_rows": 7, "min_rows": 0, "retries": 0, "retry_failed": "http-5", "refetch_broken": "^ffprobe",
             "recheck": true, "offline_wait_s": 60}
            """);
    assertThat(options.folder()).isEqualTo(Path.of("d"));
    assertThat(options.manifest().manifestCsv()).contains(Path.of("m.csv"));
    assertThat(options.manifest().maxRows()).isEqualTo(OptionalInt.of(7));
    assertThat(options.manifest().clipsSubdir()).isEqualTo("vids");
    assertThat(options.downloadTimeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(options.redo().retryFailed().map(ReasonPattern::toString)).contains("http-5");
    assertThat(options.redo().refetchBroken().map(ReasonPattern::toString)).contains("^ffprobe");
    assertThat(options.redo().recheck()).isTrue();
    assertThat(options.offlineWait()).isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"download_timeout_s\": 0}",
        "{\"konvid_dir\": \"/a b/ü\", \"max_rows\": 3, \"retry_failed\": true, \"offline_wait_s\":"
            + " 0}",
        "{\"retry_failed\": \"^http-(404|410)\", \"download_timeout_s\": 0.001, \"recheck\": true,"
            + " \"refetch_broken\": true, \"retries\": 2147483647}"
      })
  void whatItWritesItReadsAsTheSame(String json) throws Exception {
    RunOptions options = read(json).absolute();
    String written = RunOptionsJson.write(options).toString();
    RunOptions again = read(written);
    // A pattern has no equality of its own.
    assertThat(RunOptionsJson.write(again).toString()).isEqualTo(written);
    assertThat(again.offlineWait()).isEqualTo(options.offlineWait());
    assertThat(again.manifest()).isEqualTo(options.manifest());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"max_rows\": -1} | max_rows: -1 is not a whole number from 0",
        "{\"max_rows\": 1.5} | max_rows: 1.5 is not a whole number",
        "{\"min_rows\": \"9\"} | min_rows: \"9\" is not a whole number",
        "{\"retries\": 99999999999} | retries: 99999999999 is not a whole number",
        "{\"recheck\": \"yes\"} | recheck: \"yes\" is not true or false",
        "{\"output\": 3} | output: 3 is not a text",
        "{\"output\": \"\"} | output: '' is not a path",
        "{\"output\": \"a\\u0000b\"} | output: 'a\\u0000b' is not a path",
        "{\"attrition_warn_threshold\": 1.1} | attrition_warn_threshold: 1.1 is not a share from 0"
            + " to 1",
        "{\"download_timeout_s\": -1} | download_timeout_s: -1 is not a number of seconds from 0",
        "{\"download_timeout_s\": 1e300} | download_timeout_s: 1.0E300 is not a number of seconds",
        "{\"offline_wait_s\": -1} | offline_wait_s: -1 is not a number of seconds",
        "{\"retry_failed\": \"(\"} | retry_failed: '(' is not a regular expression",
        "{\"corpus\": \"x\"} | corpus: 'x' is not one of [chug, konvid-150k",
        "{\"clips_subdir\": \"../x\"} | must be below",
        "{\"konvid_dir\": \"a\", \"corpus_dir\": \"b\"} | another name of konvid_dir",
        "{\"minrows\": 1} | minrows: no such option; the options are archive,"
            + " attrition_warn_threshold, chug_dir",
        "[] | a submission must be a JSON object",
        "{\"output\": \"a\", \"output\": \"b\"} | this is not JSON",
        "{} {} | this is not JSON",
        "nonsense | this is not JSON",
      })
  void namesTheKeyAndTheValue(String json, String expected) {
    assertThat(problems(json)).singleElement().asString().contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "downloads",
        "probes",
        "per_host",
        "limit_rate",
        "ffprobe_bin",
        "curl_bin",
        "min_free",
        "proxy",
        "netrc",
        "header",
        "cacert",
        "insecure_host",
        "user_agent",
        "public_only",
        "resolver_bin"
      })
  void whatIsTheDaemonsIsRefusedByName(String key) {
    assertThat(problems("{\"" + key + "\": \"/bin/sh\"}"))
        .singleElement()
        .asString()
        .isEqualTo(
            key
                + ": not part of a submission; it is a start option of the daemon, --"
                + key.replace('_', '-'));
  }

  @Test
  void listsAllProblemsAtOnce() {
    assertThat(problems("{\"max_rows\": -1, \"curl_bin\": \"x\", \"recheck\": 1, \"zzz\": 0}"))
        .hasSize(4);
  }

  @Test
  void emptyInputIsAProblemToo() {
    assertThat(problems("")).hasSize(1);
  }
}
