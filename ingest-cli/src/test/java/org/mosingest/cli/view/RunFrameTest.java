package org.mosingest.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunFrameTest {

  private static final DaemonFacts DAEMON =
      new DaemonFacts(
          "0.1.0",
          List.of(
              new DaemonFacts.Pool("download", 16, 12, 240),
              new DaemonFacts.Pool("probe", 2, 1, 0)),
          1_234_567_890_123L);

  @Test
  void showsARunAndItsDaemonAt80Columns() {
    assertThat(
            RunFrame.printed(List.of(Examples.RUNNING), DAEMON, new OutputStyle(80, Palette.PLAIN)))
        .containsExactly(
            "konvid-150k  20261123-060500-a1b2  running",
            "━".repeat(29) + "╌".repeat(30) + "  50.0%  75000/150000",
            "ETA 1h 41m · 12.3 clips/s · 9.9 MB/s · 60.0 GB fetched · 1.2 GB continued",
            "written 72000 · download-failed 2500 · broken 400 · 80 already in the output",
            "http-404 2400 · no-video 400 · timeout 100",
            "download 12/16 busy, 240 queued · probe 1/2 busy, 0 queued · 1.2 TB free");
  }

  @Test
  void showsItsLabelWhatWaitsTheLongDownloadsAndTheHostsThatHoldItBack() {
    assertThat(
            RunFrame.printed(
                List.of(Examples.LABELLED), DAEMON, new OutputStyle(90, Palette.PLAIN)))
        .startsWith("konvid-150k  7  nightly  running")
        .contains(
            "written 2 · download-failed 0 · broken 0 · duplicates 0 · waiting 346",
            "  0003.mp4  5.0 MB at 1.2 kB/s, for 48s, from a.example",
            "  a.example  1 of 1 connection, 12 clips wait, at most 2.00 clips/s, asked to wait"
                + " 12s")
        .noneMatch(line -> line.contains("0004.mp4") || line.contains("b.example"));
    assertThat(RunFrame.of(List.of(Examples.LABELLED), Palette.PLAIN, 90, 4)).hasSize(4);
  }

  @Test
  void whatARunWaitsForIsShownWhateverTheWidth() {
    String note = "346 clips done, waiting for 0003.mp4, which is trying again in 12 s";
    RunFacts run = Examples.noted(Examples.LABELLED, note);

    assertThat(RunFrame.of(List.of(run), Palette.PLAIN, 120, 24).getFirst().toString())
        .isEqualTo("konvid-150k  7  nightly  running · " + note);
    assertThat(
            RunFrame.of(List.of(run), Palette.PLAIN, 80, 24).stream()
                .map(AttributedString::toString))
        .startsWith("konvid-150k  7  nightly  running", "  " + note);
    assertThat(RunFrame.of(List.of(run), Palette.PLAIN, 40, 24).get(1).toString())
        .isEqualTo("  346 clips done, waiting for 0003.mp4,…");
  }

  @Test
  void aRunInTheForegroundShowsItsPoolsAndTheDisk() {
    assertThat(
            RunFrame.alone(() -> Examples.RUNNING, () -> DAEMON, Palette.PLAIN)
                .lines(80, 24)
                .getLast()
                .toString())
        .isEqualTo("download 12/16 busy, 240 queued · probe 1/2 busy, 0 queued · 1.2 TB free");
  }

  @Test
  void theLastFailuresAreShownWhereThereIsRoom() {
    RunFacts run = Examples.RUNNING.withLastFailures(List.of("a.mp4: http-404", "b.mp4: timeout"));

    assertThat(
            RunFrame.of(List.of(run), Palette.PLAIN, 80, 24).stream()
                .map(AttributedString::toString))
        .endsWith("  a.mp4: http-404", "  b.mp4: timeout");
    assertThat(RunFrame.of(List.of(run), Palette.PLAIN, 80, 5)).hasSize(5);
    assertThat(RunFrame.of(List.of(run), Palette.PLAIN, 12, 24).getLast().toString())
        .isEqualTo("  b.mp4: ti…");
  }

  @Test
  void theBarTakesTheWidthThereIs() {
    assertThat(
            RunFrame.printed(List.of(Examples.RUNNING), DAEMON, new OutputStyle(200, Palette.PLAIN))
                .get(1))
        .isEqualTo("━".repeat(89) + "╌".repeat(90) + "  50.0%  75000/150000");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 39, 60})
  void narrowScreensGetFewerThingsAndNoLongerLines(int columns) {
    assertThat(
            RunFrame.of(List.of(Examples.RUNNING, Examples.COMPLETED), Palette.PLAIN, columns, 50))
        .allSatisfy(line -> assertThat(line.columnLength()).isLessThanOrEqualTo(columns));
  }

  @Test
  void manyRunsGetALineEachAndTheRestIsCounted() {
    List<AttributedString> lines =
        RunFrame.of(Collections.nCopies(30, Examples.RUNNING), Palette.PLAIN, 100, 10);

    assertThat(lines).hasSize(10);
    assertThat(lines.getFirst().toString())
        .isEqualTo(
            "konvid-150k  20261123-060500-a1b2  running · "
                + "━".repeat(10)
                + "╌".repeat(10)
                + " 50.0% · ETA 1h 41m · 12.3 clips/s");
    assertThat(lines.getLast().toString()).isEqualTo("… and 21 more");
  }

  @Test
  void aDaemonThatIsAwayTakesThePlaceOfItsPools() {
    WatchFrame frame = new WatchFrame(Palette.PLAIN);
    assertThat(frame.lines(80, 24)).isEmpty();

    frame.show(List.of(Examples.RUNNING), DAEMON);
    frame.away(Instant.parse("2026-11-23T06:05:00.123Z"));

    assertThat(frame.lines(80, 24)).hasSize(6);
    assertThat(frame.lines(80, 24).getLast().toString())
        .startsWith("daemon away since 2026-11-23T06:05:00Z (");
    assertThat(WatchFrame.awayLine(Instant.EPOCH, Instant.ofEpochSecond(75)))
        .isEqualTo("daemon away since 1970-01-01T00:00:00Z (1m 15s), trying again");
  }
}
