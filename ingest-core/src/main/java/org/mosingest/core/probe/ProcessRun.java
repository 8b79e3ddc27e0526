package org.mosingest.core.probe;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.process.ProgramStart;
import org.mosingest.core.process.StreamDrain;

/**
 * How one run of a program went. The program runs no more, whichever way it went, nor does anything
 * it started that was still its child.
 */
sealed interface ProcessRun {

  /**
   * The program ended by itself.
   *
   * @param status its exit status; 128 and the signal's number if a signal ended it
   * @param output what it wrote on stdout; what is no UTF-8 is replaced
   * @param outputCut whether it wrote more than was kept
   * @param complaint the first 4 KiB of its stderr
   */
  record Ended(int status, String output, boolean outputCut, String complaint)
      implements ProcessRun {}

  /**
   * The program did not end in time, or something it started kept its output open, and was killed.
   */
  record TimedOut() implements ProcessRun {}

  /**
   * Whether somebody else ended the program by a signal: SIGHUP, SIGINT, SIGKILL or SIGTERM, not a
   * crash of its own.
   */
  static boolean isKilled(int status) {
    return status == 129 || status == 130 || status == 137 || status == 143;
  }

  /** How much of stdout is kept. */
  int OUTPUT_BYTES = 1 << 20;

  /** How much of stderr is kept. */
  int COMPLAINT_BYTES = 4 << 10;

  /**
   * How long a killed process is waited for; it takes longer only where the kernel holds it in a
   * stuck read.
   */
  Duration DEATH_LIMIT = Duration.ofSeconds(5);

  /**
   * Runs a program with an empty stdin.
   *
   * @param limit how long it may take in all
   * @throws IOException if it cannot be started
   * @throws InterruptedException if the thread is interrupted; the program and its children are
   *     killed
   */
  static ProcessRun of(List<String> command, Duration limit)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before " + command.getFirst() + " was started");
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
    // The bundled libraries name functions of device libraries that need not be there, and never
    // call them.
    builder.environment().remove("LD_BIND_NOW");
    long deadline = System.nanoTime() + limit.toNanos();
    Process process = ProgramStart.of(builder);
    boolean ended = false;
    try {
      StreamDrain output = StreamDrain.of(process.getInputStream(), OUTPUT_BYTES);
      StreamDrain complaint = StreamDrain.of(process.getErrorStream(), COMPLAINT_BYTES);
      ended =
          process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
              && output.endsBy(deadline)
              && complaint.endsBy(deadline);
      return ended
          ? new Ended(process.exitValue(), output.text(), output.isCut(), complaint.text())
          : new TimedOut();
    } finally {
      if (!ended) {
        kill(process);
      }
    }
  }

  private static void kill(Process process) {
    // Listed before the parent dies: its children are nobody's afterwards.
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    for (ProcessHandle child : children) {
      child.descendants().forEach(ProcessHandle::destroyForcibly);
      child.destroyForcibly();
    }
    try {
      boolean _ = process.waitFor(DEATH_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
