package org.mosingest.core.probe;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A probe that starts when it is first asked for anything: a run that is refused pays for none.
 * Thread-safe.
 */
public final class DeferredProbe implements ClipProbe {

  private final ProbeStart start;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by {@link #lock}, as {@link #closed}. */
  private @Nullable ClipProbe started;

  private boolean closed;

  /**
   * A probe that is not started yet.
   *
   * @param start starts it; asked again if it fails
   */
  public DeferredProbe(ProbeStart start) {
    this.start = start;
  }

  @Override
  public ProbeOutcome probe(Path clip) throws InterruptedException {
    return started().probe(clip);
  }

  /**
   * The engine, which is started for it.
   *
   * @throws ProbeUnusableException if it does not run here, or the thread is interrupted, which
   *     stays so
   */
  @Override
  public ProbeEngine engine() {
    try {
      return started().engine();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProbeUnusableException("interrupted while the probe was started", e);
    }
  }

  private ClipProbe started() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      ClipProbe probe = started;
      if (probe == null) {
        if (closed) {
          throw new IllegalStateException("a probe was asked for after its end");
        }
        probe = start.start();
        started = probe;
      }
      return probe;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the engine if it has been started; it starts no more. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (started != null) {
        started.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
