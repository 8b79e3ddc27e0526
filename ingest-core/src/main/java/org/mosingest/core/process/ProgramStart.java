package org.mosingest.core.process;

import java.io.IOException;

/** Starts other programs. */
public final class ProgramStart {

  private ProgramStart() {}

  /**
   * Starts a program, once more if that fails. Java starts programs by way of a helper, which a
   * signal to the whole process group kills, too: Ctrl-C at a terminal would then look like a
   * program that cannot be started, before anybody hears of the signal.
   *
   * @throws IOException if it cannot be started
   */
  public static Process of(ProcessBuilder program) throws IOException {
    try {
      return program.start();
    } catch (IOException first) {
      try {
        return program.start();
      } catch (IOException second) {
        second.addSuppressed(first);
        throw second;
      }
    }
  }
}
