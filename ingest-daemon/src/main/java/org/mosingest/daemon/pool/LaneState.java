package org.mosingest.daemon.pool;

import java.util.ArrayList;
import java.util.List;

/** What stands in the books about a lane. All is guarded by the {@link Dispatcher}'s lock. */
final class LaneState {

  /** Told of what its work throws. */
  final Work.FaultListener faults;

  /** What waits. */
  final KeyedQueue queue = new KeyedQueue();

  /** The threads of what is under way. */
  final List<Thread> running = new ArrayList<>();

  /** Whether nothing more is to be started. */
  boolean held;

  /** Whether it takes nothing more. */
  boolean closed;

  LaneState(Work.FaultListener faults) {
    this.faults = faults;
  }
}
