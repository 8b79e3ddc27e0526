package org.mosingest.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunTableTest {

  private static final List<RunFacts> RUNS = List.of(Examples.RUNNING, Examples.COMPLETED);

  @Test
  void leavesOutWhatMattersLeastAt80Columns() {
    assertThat(RunTable.lines(RUNS, new OutputStyle(80, Palette.PLAIN)))
        .containsExactly(
            "ID                    STATE      SETTLED/ROWS  FAILED    RATE     ETA",
            "20261123-060500-a1b2  running    75000/150000    2900  12.3/s  1h 41m",
            "20261101-010203-ffff  completed     5000/5000       0       -       -");
  }

  @Test
  void showsEverythingAt200Columns() {
    assertThat(RunTable.lines(RUNS, new OutputStyle(200, Palette.PLAIN)))
        .containsExactly(
            "ID                    STATE      CORPUS       SETTLED/ROWS  WRITTEN  FAILED    RATE     ETA  STARTED",
            "20261123-060500-a1b2  running    konvid-150k  75000/150000    72000    2900  12.3/s  1h 41m  2026-11-23 06:05Z",
            "20261101-010203-ffff  completed  konvid-150k     5000/5000     5000       0       -       -  2026-11-01 01:02Z");
  }

  @Test
  void labelsHaveAColumnWhereThereAreAny() {
    assertThat(
            RunTable.lines(
                List.of(Examples.LABELLED, Examples.COMPLETED), new OutputStyle(80, Palette.PLAIN)))
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).startsWith("ID                    LABEL    STATE");
              assertThat(lines.get(1)).startsWith("7                     nightly  running");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 30, 40, 60, 79, 80, 100, 120})
  void isNeverWiderThanThePaper(int columns) {
    assertThat(RunTable.lines(RUNS, new OutputStyle(columns, Palette.PLAIN)))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
  }

  @Test
  void isColouredOnlyOnATerminalThatMayBe() {
    assertThat(RunTable.lines(RUNS, OutputStyle.of(false, Map.of())))
        .noneMatch(line -> line.contains("\u001b"));
    assertThat(RunTable.lines(RUNS, new OutputStyle(200, Palette.on(true, Map.of()))))
        .anyMatch(line -> line.contains("\u001b[32m"));
    assertThat(Palette.on(true, Map.of("NO_COLOR", "1")).colours()).isFalse();
    assertThat(Palette.on(true, Map.of("TERM", "dumb")).colours()).isFalse();
    assertThat(Palette.on(true, Map.of("NO_COLOR", "")).colours()).isTrue();
  }

  @Test
  void paperIsAsWideAsColumnsSays() {
    assertThat(OutputStyle.of(false, Map.of("COLUMNS", "133")).columns()).isEqualTo(133);
    assertThat(OutputStyle.of(false, Map.of("COLUMNS", "wide")).columns()).isEqualTo(80);
    assertThat(OutputStyle.of(false, Map.of("COLUMNS", "1")).columns()).isEqualTo(20);
    assertThat(OutputStyle.of(false, Map.of()).columns()).isEqualTo(80);
  }
}
