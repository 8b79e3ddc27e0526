package org.mosingest.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosingest.core.options.OptionTypes;
import org.mosingest.core.options.RunOptions;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How options may be written. */
final class OptionSyntaxTest {

  private static ParseResult run(String... options) {
    return Main.commandLine().parseArgs(options).subcommand();
  }

  @Test
  void ofAnOptionGivenTwiceTheLastCounts() {
    ParseResult parsed =
        run("run", "--min-rows", "1", "--konvid-dir", "a", "--min-rows=2", "--corpus-dir", "b");

    assertThat(parsed.<Object>matchedOptionValue("--min-rows", null)).isEqualTo(2);
    assertThat(parsed.<Object>matchedOptionValue("--konvid-dir", null)).hasToString("b");
  }

  @Test
  void aLongOptionMayBeCutShort() {
    assertThat(run("submit", "--min", "7").<Object>matchedOptionValue("--min-rows", null))
        .isEqualTo(7);
    assertThat(run("run", "--retri=3").<Object>matchedOptionValue("--retries", null)).isEqualTo(3);
  }

  @Test
  void oneThatCouldBeSeveralIsRefusedWithTheirNames() {
    assertThatThrownBy(() -> run("run", "--min", "7"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("--min-rows")
        .hasMessageContaining("--min-free");
  }

  @Test
  void noughtSecondsForADownloadAreNoLimit() {
    assertThat(
            run("run", "--download-timeout-s", "0")
                .<Object>matchedOptionValue("--download-timeout-s", null))
        .isEqualTo(RunOptions.FOR_EVER);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "17, 17",
    "17B, 17",
    "500K, 512000",
    "20M, 20971520",
    "20m, 20971520",
    "1.5G, 1610612736",
    "5MB, 5000000",
    "5 MB, 5000000",
    "5MiB, 5242880",
    "10GB, 10000000000",
    "2T, 2199023255552"
  })
  void sizesHaveUnits(String text, long bytes) {
    assertThat(OptionTypes.size().ofText(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "M", "-1", "5X", "5MBs", "1e3", "NaN", "9999999999T", "5iB"})
  void whatIsNoSizeIsRefused(String text) {
    assertThatThrownBy(() -> OptionTypes.size().ofText(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a size like");
  }
}
