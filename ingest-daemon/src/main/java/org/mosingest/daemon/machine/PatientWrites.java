package org.mosingest.daemon.machine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.mosingest.core.state.Exhaustion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes of the run's own files that wait for a full disk rather than end a run of days. Only for
 * writes that leave a file as it was when they fail. Any other fault of a file is not waited for.
 *
 * <p>Safe for many threads. No write is done under the lock.
 */
public final class PatientWrites {

  private static final Logger LOG = LoggerFactory.getLogger(PatientWrites.class);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Duration again;

  @GuardedBy("lock")
  private final Set<Path> full = new TreeSet<>();

  @GuardedBy("lock")
  private boolean stopped;

  /**
   * Writes.
   *
   * @param again how soon to try again where there was no room
   */
  public PatientWrites(Duration again) {
    this.again = again;
  }

  /** A write that may be done again. */
  @FunctionalInterface
  public interface Write {
    void run() throws IOException;
  }

  /**
   * Writes, and again and again while the disk is full.
   *
   * @return whether it is written; false if there was no room when {@link #stop} had been called
   * @throws IOException if it cannot be written for any other reason
   */
  public boolean write(Path file, Write write) throws IOException {
    boolean interrupted = false;
    try {
      while (!attempt(file, write)) {
        lock.lock();
        try {
          if (stopped || interrupted) {
            return false;
          }
          long _ = ended.awaitNanos(again.toNanos());
        } catch (InterruptedException e) {
          interrupted = true;
        } finally {
          lock.unlock();
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Writes once.
   *
   * @return whether it is written; false if the disk is full
   * @throws IOException if it cannot be written for any other reason
   */
  public boolean attempt(Path file, Write write) throws IOException {
    try {
      write.run();
    } catch (IOException e) {
      if (!Exhaustion.isDiskFull(file, e)) {
        throw e;
      }
      if (changed(file, true)) {
        LOG.warn(
            "no space to write {} ({}): the run waits until there is; nothing is lost",
            file,
            e.getMessage());
      }
      return false;
    }
    if (changed(file, false)) {
      LOG.warn("there is space for {} again; continuing", file);
    }
    return true;
  }

  private boolean changed(Path file, boolean isFull) {
    lock.lock();
    try {
      return isFull ? full.add(file) : full.remove(file);
    } finally {
      lock.unlock();
    }
  }

  /** How soon to try again. */
  public Duration again() {
    return again;
  }

  /** What is waited for, in words; empty if for nothing. */
  public String note() {
    lock.lock();
    try {
      return full.isEmpty() ? "" : "waiting for disk: no space to write " + full.iterator().next();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any more: a write is tried once. */
  public void stop() {
    lock.lock();
    try {
      stopped = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
