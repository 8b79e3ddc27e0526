package org.mosingest.daemon.runs.registry;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.mosingest.core.failures.ClipFailure;

/**
 * A run of the registry, as threads hold on to it: which it is, who may store it, and what its
 * writer has reported and is not stored yet. Where it stands is asked of the {@link RunMonitor}.
 *
 * <p>Safe for many threads.
 */
final class RunHandle {

  private final long number;
  private final ReentrantLock saving = new ReentrantLock();
  private final ConcurrentLinkedQueue<ClipFailure> unstored = new ConcurrentLinkedQueue<>();

  private volatile boolean deleted;

  RunHandle(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  /**
   * Held by whoever stores this run, over the disk's work. Taken before the monitor's lock, never
   * inside it.
   */
  ReentrantLock saving() {
    return saving;
  }

  /** Whether the run is deleted. */
  boolean isDeleted() {
    return deleted;
  }

  /** The run is deleted. */
  void delete() {
    deleted = true;
  }

  /** Called by any thread, without a lock. */
  void failed(ClipFailure failure) {
    unstored.add(failure);
  }

  /** Drops what an earlier pass reported and did not get stored. */
  void forgetUnstored() {
    unstored.clear();
  }

  /** The failures reported and not stored yet. Under {@link #saving}. */
  List<ClipFailure> unstored() {
    return List.copyOf(unstored);
  }

  /** These are stored. Under {@link #saving}. */
  void stored(List<ClipFailure> batch) {
    batch.forEach(failure -> unstored.remove());
  }
}
