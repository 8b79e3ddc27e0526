package org.mosingest.cli.process;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGTERM and Ctrl-C for a service: it is asked to end, gets ten seconds to drain, and the process
 * ends with status 0 if it did and 1 if it had to be cut off.
 */
public final class ShutdownSignal implements AutoCloseable {

  private static final long DRAIN_S = 10;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Runnable ask;

  private ShutdownSignal(Runnable ask) {
    this.ask = ask;
  }

  public static ShutdownSignal install(Runnable ask) {
    ShutdownSignal signal = new ShutdownSignal(ask);
    Runtime.getRuntime().addShutdownHook(new Thread(signal::came, "shutdown"));
    return signal;
  }

  private void came() {
    if (ended.getCount() == 0) {
      return;
    }
    ask.run();
    boolean drained = false;
    try {
      drained = ended.await(DRAIN_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(drained ? ExitCode.FINISHED : ExitCode.FAULT);
    }
  }

  /** The service is down. */
  @Override
  public void close() {
    ended.countDown();
  }
}
