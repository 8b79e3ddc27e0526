package org.mosingest.cli.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM, obeyed in good order: the run is asked to stop, gets a moment to put its
 * files in order, and the process ends with status 130.
 *
 * <p>A second signal does not wait: the virtual machine is then gone at once, and what is on disk
 * is good for the next run.
 */
public final class Interruption implements AutoCloseable {

  /** The promise is two seconds from the signal to the prompt. */
  private static final long GRACE_MS = 1_800;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interruption");
  private volatile Runnable stop = () -> {};
  private volatile boolean signalled;

  private Interruption() {}

  public static Interruption install() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** What to call when the signal comes; at once if it has come already. It may be called twice. */
  public void stops(Runnable action) {
    stop = action;
    if (signalled) {
      action.run();
    }
  }

  /**
   * Returns if no signal has come.
   *
   * @throws InterruptedException if one has: what was stopped ended early, and nothing more is to
   *     be begun
   */
  public void check() throws InterruptedException {
    if (signalled) {
      throw new InterruptedException("stopped by a signal");
    }
  }

  private void interrupted() {
    if (done.getCount() == 0) {
      return;
    }
    signalled = true;
    try {
      stop.run();
      boolean _ = done.await(GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  /** The command is over: from here on the process ends with its own status. */
  @Override
  public void close() {
    done.countDown();
  }
}
