package org.mosingest.transfer.attempt;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;

/** Ends a download from another thread: whatever blocks at that moment is cut off. Thread-safe. */
public final class StopSwitch {

  @GuardedBy("this")
  private boolean tripped;

  @GuardedBy("this")
  private @Nullable Runnable cut;

  /** Ends the download, now and for good. */
  public void trip() {
    Runnable toRun;
    synchronized (this) {
      tripped = true;
      toRun = cut;
    }
    // Outside the lock: cutting a connection may block.
    if (toRun != null) {
      toRun.run();
    }
  }

  /**
   * From now on a trip runs {@code newCut}; where the switch is tripped already, it is run at once.
   */
  public void arm(Runnable newCut) {
    boolean late;
    synchronized (this) {
      cut = newCut;
      late = tripped;
    }
    if (late) {
      newCut.run();
    }
  }

  /** Nothing is left that could block. */
  public synchronized void disarm() {
    cut = null;
  }

  /** Whether the download is to end: the switch is tripped or the calling thread is interrupted. */
  public boolean isStopping() {
    synchronized (this) {
      if (tripped) {
        return true;
      }
    }
    return Thread.currentThread().isInterrupted();
  }

  /** Throws if the download is to end; takes the thread's interrupt with it. */
  public void check() throws InterruptedException {
    if (isStopping()) {
      throw stopped();
    }
  }

  /** The exception of a download that is to end; takes the thread's interrupt with it. */
  public InterruptedException stopped() {
    Thread.interrupted();
    return new InterruptedException("the download was stopped; what has arrived is kept");
  }
}
