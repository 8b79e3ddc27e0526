package org.mosingest.cli.view;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * A few lines at the bottom of the terminal behind stderr, redrawn in place. While it is open, whatever else is printed to
 * {@code System.err} appears above them. Keys and signals are left as they are: Ctrl-C is still a signal.
 */
public final class LiveScreen implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(200);

  /** Erases from the cursor on; like the one before, understood by every terminal that can move its cursor. */
  private static final String ERASE_BELOW = "\u001b[J";

  private static final String SHOW_CURSOR = "\u001b[?25h";

  /** What there is to see. Asked by a thread of the screen's own. */
  @FunctionalInterface
  public interface Frame {
    /** The lines for a screen of that size. */
    List<AttributedString> lines(int columns, int rows);
  }

  private final Terminal terminal;
  private final Frame frame;
  private final PrintStream stderr = System.err;
  private final Thread restorer = new Thread(this::showCursor, "cursor");
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("view").factory());

  @GuardedBy("this")
  private Display display;

  @GuardedBy("this")
  private Size drawable = Size.of(80, 24);

  @GuardedBy("this")
  private List<AttributedString> shown = List.of();

  @GuardedBy("this")
  private boolean open = true;

  private LiveScreen(Terminal terminal, Frame frame) {
    this.terminal = terminal;
    this.frame = frame;
    this.display = new Display(terminal, false);
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
    LiveScreen screen = new LiveScreen(terminal, frame);
    screen.start();
    return Optional.of(screen);
  }

  private void start() {
    Runtime.getRuntime().addShutdownHook(restorer);
    Charset charset = stderr.charset();
    System.setErr(new PrintStream(new LineSink(charset, this::above), true, charset));
    terminal.puts(Capability.cursor_invisible);
    var _ = clock.scheduleAtFixedRate(this::draw, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Prints a line above the frame. */
  private synchronized void above(String line) {
    if (!open) {
      stderr.println(line);
      return;
    }
    List<AttributedString> frameBelow = shown;
    erase();
    terminal.writer().println(line);
    show(frameBelow);
  }

  /** The frame is asked for its lines without a lock: whoever makes them may print, too. */
  private void draw() {
    Size size = terminal.getSize();
    // A terminal that does not know its size is taken for a usual one; the last column stays free, or lines would wrap.
    int columns = Math.max(10, size.getColumns() > 0 ? size.getColumns() : 80) - 1;
    int rows = Math.max(2, size.getRows() > 0 ? size.getRows() : 24) - 1;
    List<AttributedString> lines =
        frame.lines(columns, rows).stream().limit(rows).map(line -> Lines.cut(line, columns)).toList();
    synchronized (this) {
      if (open) {
        Size drawnFor = Size.of(columns + 1, rows + 1);
        if (!drawnFor.equals(drawable)) {
          drawable = drawnFor;
          erase();
        }
        show(lines);
      }
    }
  }

  @GuardedBy("this")
  private void show(List<AttributedString> lines) {
    if (!lines.isEmpty()) {
      // The cursor rests at the end of the last line: there a ^C spoils nothing.
      display.update(lines, (lines.size() - 1) * (display.getColumns() + 1) + lines.getLast().columnLength());
    }
    terminal.flush();
    shown = lines;
  }

  /** Takes the frame away, also when the terminal has folded its lines since, because it has become narrower. */
  @GuardedBy("this")
  private void erase() {
    int columns = Math.max(1, terminal.getSize().getColumns());
    int up = -1;
    for (AttributedString line : shown) {
      up += Math.max(1, Math.ceilDiv(line.columnLength(), columns));
    }
    if (up >= 0) {
      terminal.writer().print((up > 0 ? "\u001b[" + up + "A" : "") + "\r" + ERASE_BELOW);
    }
    display = new Display(terminal, false);
    display.resize(drawable);
    shown = List.of();
  }

  private void showCursor() {
    stderr.print(SHOW_CURSOR);
    stderr.flush();
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
