package org.mosingest.daemon.verify;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.daemon.pool.Lane;
import org.mosingest.daemon.pool.WorkPool;

/**
 * A share of a pool whose owner waits before too much is queued, so that memory does not grow with
 * the work. Owned by one thread.
 */
final class BoundedLane implements AutoCloseable {

  private static final int MOST_QUEUED = 2048;

  private final Semaphore room = new Semaphore(MOST_QUEUED);
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();
  private final Lane lane;

  BoundedLane(WorkPool pool) {
    lane = pool.lane(thrown -> fault.compareAndSet(null, thrown));
  }

  /** A piece of work. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException, InterruptedException, MachineFaultException;
  }

  /** Has something done, when there is room for it; after a fault nothing is done any more. */
  void submit(Step step) {
    if (fault.get() != null) {
      return;
    }
    // Not for long: every piece of work ends by itself.
    room.acquireUninterruptibly();
    lane.submit(
        WorkPool.NO_KEY,
        _ -> {
          try {
            step.run();
          } catch (Throwable thrown) {
            // Before the room is given back: whoever waits for it must see the fault.
            fault.compareAndSet(null, thrown);
          } finally {
            room.release();
          }
        });
  }

  /**
   * Waits until all is done.
   *
   * @throws IOException if work threw it, as with the others
   */
  void await() throws IOException, InterruptedException, MachineFaultException {
    room.acquire(MOST_QUEUED);
    room.release(MOST_QUEUED);
    switch (fault.get()) {
      case null -> {}
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case MachineFaultException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    lane.close();
  }
}
