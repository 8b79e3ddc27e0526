package org.mosingest.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.terminal.Size;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

/**
 * What a screen writes, sequence by sequence; it is never started, so nothing is drawn behind the
 * test's back.
 */
final class LiveScreenTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicReference<Size> size = new AtomicReference<>(Size.of(80, 24));
  private final AtomicReference<List<AttributedString>> frame =
      new AtomicReference<>(lines("one", "two"));
  private final LiveScreen screen =
      new LiveScreen(
          size::get,
          () -> {},
          new PrintStream(written, true, StandardCharsets.UTF_8),
          (columns, rows) -> frame.get());

  @Test
  void drawsOverWhatItDrewBefore() {
    screen.draw();
    assertThat(taken()).isEqualTo("\rone\u001b[K\r\ntwo\u001b[K\u001b[J");

    frame.set(lines("three"));
    screen.draw();
    assertThat(taken()).isEqualTo("\r\u001b[1Athree\u001b[K\u001b[J");
  }

  @Test
  void writesNothingWhereNothingChanged() {
    screen.draw();
    taken();

    screen.draw();

    assertThat(taken()).isEmpty();
  }

  @Test
  void countsTheLinesThatANarrowerTerminalHasFolded() {
    frame.set(lines("x".repeat(70), "y".repeat(25)));
    screen.draw();
    taken();

    size.set(Size.of(30, 24));
    screen.draw();

    // Three for the first, one for the second: the cursor is in the fourth.
    assertThat(taken())
        .isEqualTo(
            "\r\u001b[3A" + "x".repeat(28) + "…\u001b[K\r\n" + "y".repeat(25) + "\u001b[K\u001b[J");
  }

  @Test
  void neverScrollsByMoreLinesThanThereAre() {
    size.set(Size.of(80, 3));
    frame.set(lines("one", "two", "three", "four"));

    screen.draw();

    assertThat(taken()).contains("one", "two").doesNotContain("three");
  }

  @Test
  void putsOtherLinesAbove() {
    screen.draw();
    taken();

    screen.above("12:00:00 WARN  something");

    assertThat(taken())
        .isEqualTo(
            "\r\u001b[1A\u001b[J12:00:00 WARN  something\r\n\rone\u001b[K\r\ntwo\u001b[K\u001b[J");
  }

  @Test
  void leavesTheLastFrameAndTheCursor() {
    PrintStream before = System.err;
    try {
      screen.draw();
      screen.close();
      screen.close();
    } finally {
      System.setErr(before);
    }

    assertThat(taken()).endsWith("two\u001b[K\u001b[J" + System.lineSeparator() + "\u001b[?25h");
    screen.draw();
    assertThat(taken()).isEmpty();
  }

  @Test
  void handsWholeLinesOn() {
    StringBuilder lines = new StringBuilder();
    try (PrintStream out =
        new PrintStream(
            new LineSink(
                StandardCharsets.UTF_8, line -> lines.append('[').append(line).append(']')),
            true,
            StandardCharsets.UTF_8)) {
      out.print("a");
      out.print("ä\r\n\nb");
      assertThat(lines).hasToString("[aä][]");
    }
  }

  private String taken() {
    String text = written.toString(StandardCharsets.UTF_8);
    written.reset();
    return text;
  }

  private static List<AttributedString> lines(String... lines) {
    return List.of(lines).stream().map(AttributedString::new).toList();
  }
}
