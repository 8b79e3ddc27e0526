package org.mosingest.core.probe.libav;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * At most a fixed number of workers, each lent to one thread at a time; one that fails is replaced.
 * Safe for use by many threads.
 */
final class WorkerPool implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

  /**
   * So many faults in a row are no clip's doing: what fails workers here fails the next one too.
   */
  private static final int HOPELESS = 16;

  private final WorkerCommand command;
  private final Semaphore free;
  private final ReentrantLock lock = new ReentrantLock();

  /**
   * Guarded by {@link #lock}, as all below. The last one back is the first to go: it is up, and its
   * caches are warm.
   */
  private final Deque<Worker> idle = new ArrayDeque<>();

  private final Set<Worker> alive = new HashSet<>();
  private int faultsInARow;
  private boolean closed;

  WorkerPool(WorkerCommand command, int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a pool of " + size + " workers");
    }
    this.command = command;
    this.free = new Semaphore(size, true);
  }

  /**
   * Starts the first worker and waits until it is ready; each further one starts when a clip finds
   * none that is free. Returns libavformat's version.
   */
  String start() throws IOException, WorkerFault, InterruptedException {
    lock.lock();
    try {
      idle.addLast(newWorker());
      return idle.getFirst().greeted();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Has a worker probe a clip; waits for one that is free.
   *
   * @return unsure also where no worker is of use any more, or the pool is closed
   * @throws WorkerFault if the worker failed; it has been replaced
   * @throws IOException if no worker can be started
   * @throws InterruptedException if the thread is interrupted; the worker's process has been killed
   */
  WorkerReply ask(byte[] path, Duration limit)
      throws WorkerFault, IOException, InterruptedException {
    free.acquire();
    try {
      Worker worker = taken();
      if (worker == null) {
        return new WorkerReply.Unsure("no worker");
      }
      WorkerReply reply = asked(worker, path, limit);
      giveBack(worker);
      return reply;
    } finally {
      free.release();
    }
  }

  private WorkerReply asked(Worker worker, byte[] path, Duration limit)
      throws WorkerFault, InterruptedException {
    boolean answered = false;
    try {
      WorkerReply reply = worker.ask(path, limit);
      answered = true;
      return reply;
    } catch (WorkerFault e) {
      replace();
      throw e;
    } finally {
      if (!answered) {
        drop(worker);
      }
    }
  }

  private @Nullable Worker taken() throws IOException {
    lock.lock();
    try {
      if (closed || faultsInARow >= HOPELESS) {
        return null;
      }
      Worker worker = idle.pollFirst();
      return worker != null ? worker : newWorker();
    } finally {
      lock.unlock();
    }
  }

  private void giveBack(Worker worker) {
    lock.lock();
    try {
      faultsInARow = 0;
      idle.addFirst(worker);
    } finally {
      lock.unlock();
    }
  }

  /** Starts another at once, so that the next clip need not wait for it to be up. */
  private void replace() {
    lock.lock();
    try {
      faultsInARow++;
      if (faultsInARow == HOPELESS) {
        log.error(
            "{} probe workers failed in a row: from now on ffprobe probes each clip, which is slower",
            HOPELESS);
      } else if (!closed) {
        idle.addLast(newWorker());
      }
    } catch (IOException e) {
      log.warn("A probe worker cannot be replaced yet: {}", e.getMessage());
    } finally {
      lock.unlock();
    }
  }

  private void drop(Worker worker) {
    worker.kill();
    lock.lock();
    try {
      alive.remove(worker);
    } finally {
      lock.unlock();
    }
  }

  private Worker newWorker() throws IOException {
    Worker worker = Worker.start(command);
    alive.add(worker);
    return worker;
  }

  List<Long> pids() {
    lock.lock();
    try {
      return alive.stream().map(Worker::pid).toList();
    } finally {
      lock.unlock();
    }
  }

  /** Kills all workers and waits for their end. A request that is under way fails. */
  @Override
  public void close() {
    List<Worker> last;
    lock.lock();
    try {
      closed = true;
      idle.clear();
      last = List.copyOf(alive);
      alive.clear();
    } finally {
      lock.unlock();
    }
    last.forEach(Worker::kill);
    try {
      for (Worker worker : last) {
        worker.awaitEnd();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
