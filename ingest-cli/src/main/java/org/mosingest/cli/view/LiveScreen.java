package org.mosingest.cli.view;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;

/**
 * A few lines at the bottom of the terminal behind stderr, redrawn in place. While it is open,
 * whatever else is printed to {@code System.err} appears above them. Keys and signals are left as
 * they are: Ctrl-C is still a signal.
 */
public final class LiveScreen implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(200);

  private static final String NEW_LINE = "\r\n";
  private static final String ERASE_LINE = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  /** What there is to see. Asked by a thread of the screen's own. */
  @FunctionalInterface
  public interface Frame {
    /** The lines for a screen of that size. */
    List<AttributedString> lines(int columns, int rows);
  }

  private final Supplier<Size> size;
  private final Closeable terminal;
  private final PrintStream stderr;
  private final Frame frame;
  private final Thread restorer = new Thread(this::showCursor, "cursor");
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("view").factory());

  @GuardedBy("this")
  private List<AttributedString> shown = List.of();

  @GuardedBy("this")
  private int shownColumns;

  @GuardedBy("this")
  private boolean open = true;

  /**
   * A screen that is not open yet.
   *
   * @param size asks for the terminal's size
   * @param terminal what to close with it
   * @param stderr where it draws
   */
  LiveScreen(Supplier<Size> size, Closeable terminal, PrintStream stderr, Frame frame) {
    this.size = size;
    this.terminal = terminal;
    this.stderr = stderr;
    this.frame = frame;
  }

  /** Opens the screen, unless the terminal is one on which nothing can be redrawn. */
  public static Optional<LiveScreen> open(Frame frame) {
    Terminal terminal;
    try {
      terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(SystemOutput.ForcedSysErr)
              .provider("ffm")
              .dumb(false)
              .nativeSignals(false)
              // Would write a question to the terminal and wait for the answer.
              .graphemeCluster(false)
              .encoding(System.err.charset())
              .build();
    } catch (IOException | IllegalStateException | LinkageError e) {
      return Optional.empty();
    }
    LiveScreen screen = new LiveScreen(terminal::getSize, terminal, System.err, frame);
    screen.start();
    return Optional.of(screen);
  }

  private void start() {
    Runtime.getRuntime().addShutdownHook(restorer);
    Charset charset = stderr.charset();
    System.setErr(new PrintStream(new LineSink(charset, this::above), true, charset));
    put(HIDE_CURSOR);
    var _ = clock.scheduleAtFixedRate(this::draw, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Prints a line above the frame. */
  synchronized void above(String line) {
    if (open) {
      List<AttributedString> below = shown;
      put(top() + ERASE_BELOW + line + NEW_LINE);
      shown = List.of();
      show(below);
    } else {
      stderr.println(line);
    }
  }

  /** The frame is asked for its lines without a lock: whoever makes them may print, too. */
  void draw() {
    Size now = size.get();
    // A terminal that does not know its size is taken for a usual one; the last column stays free,
    // or lines would wrap.
    int columns = Math.max(10, now.getColumns() > 0 ? now.getColumns() : 80) - 1;
    int rows = Math.max(2, now.getRows() > 0 ? now.getRows() : 24) - 1;
    List<AttributedString> lines =
        frame.lines(columns, rows).stream()
            .limit(rows)
            .map(line -> FittedLine.cut(line, columns))
            .toList();
    synchronized (this) {
      if (open && (!lines.equals(shown) || columns != shownColumns)) {
        shownColumns = columns;
        show(lines);
      }
    }
  }

  /**
   * Each line ends where its text does: a terminal that becomes narrower or wider finds no blanks
   * to fold.
   */
  @GuardedBy("this")
  private void show(List<AttributedString> lines) {
    StringBuilder text = new StringBuilder(top());
    for (int i = 0; i < lines.size(); i++) {
      text.append(i > 0 ? NEW_LINE : "").append(lines.get(i).toAnsi()).append(ERASE_LINE);
    }
    put(text.append(ERASE_BELOW));
    shown = lines;
  }

  /**
   * The way to where the frame begins, also when the terminal has folded its lines since, having
   * become narrower.
   */
  @GuardedBy("this")
  private String top() {
    int columns = Math.max(1, size.get().getColumns());
    int up =
        shown.stream()
                .mapToInt(line -> Math.max(1, Math.ceilDiv(line.columnLength(), columns)))
                .sum()
            - 1;
    return up > 0 ? "\r\u001b[" + up + "A" : "\r";
  }

  private void put(CharSequence text) {
    // All at once, or it would flicker.
    stderr.print(text);
    stderr.flush();
  }

  private void showCursor() {
    put(SHOW_CURSOR);
  }

  /** Leaves the last frame where it is and gives the terminal back. */
  @Override
  public void close() {
    clock.shutdownNow();
    try {
      draw();
    } catch (IllegalStateException e) {
      // The process is ending, and the terminal was closed already: the frame stays as it was.
    }
    synchronized (this) {
      if (!open) {
        return;
      }
      open = false;
      System.setErr(stderr);
      if (!shown.isEmpty()) {
        stderr.println();
      }
      showCursor();
    }
    try {
      terminal.close();
    } catch (IOException e) {
      // Nothing was changed that is not restored by now.
    }
    try {
      Runtime.getRuntime().removeShutdownHook(restorer);
    } catch (IllegalStateException e) {
      // The process is ending: it runs, once more.
    }
  }
}
