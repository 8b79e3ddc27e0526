package org.mosingest.cli;

import java.io.IOException;
import java.nio.file.Path;

/** What is at the other end of the standard streams. */
final class Terminal {

  private Terminal() {}

  /** Whether a person reads stderr: only then does anything move there. */
  static boolean isStderr() {
    String target;
    try {
      target = Path.of("/proc/self/fd/2").toRealPath().toString();
    } catch (IOException e) {
      return System.console() != null && System.console().isTerminal();
    }
    return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
  }
}
