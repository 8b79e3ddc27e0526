package org.mosingest.cli.process;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;

/** What is at the other end of the standard streams. */
public final class Terminal {

  private Terminal() {}

  /** Whether a person can be asked: stdin and stderr are both terminals. */
  public static boolean isAsking() {
    return isTerminal(0) && isTerminal(2);
  }

  /** Whether a person reads stderr: only then does anything move there. */
  public static boolean isStderr() {
    return isTerminal(2);
  }

  /** Whether a person reads stdout: only then are results coloured and as wide as the terminal. */
  public static boolean isStdout() {
    return isTerminal(1);
  }

  @SuppressWarnings(
      "SystemConsoleNull") // Never null, says one checker; perhaps null, says the other.
  private static boolean isTerminal(int descriptor) {
    String target;
    try {
      target = Path.of("/proc/self/fd/" + descriptor).toRealPath().toString();
    } catch (IOException e) {
      // No such folder outside Linux: then what holds for stdin and stdout is the best guess.
      Console console = System.console();
      return console != null && console.isTerminal();
    }
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }
}
