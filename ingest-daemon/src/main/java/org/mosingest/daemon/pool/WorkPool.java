package org.mosingest.daemon.pool;

/**
 * A bounded pool of work on virtual threads, shared fairly.
 *
 * <p>Each run has a {@link Lane}; free places go to the lanes in turn, and within a lane to its
 * keys in turn, so that neither a large run nor a slow host holds up the others. At most {@code
 * size} pieces of work are under way at once, and at most {@code perKey} of them for the same key
 * (for downloads: the host). What waits is an object in a queue, not a thread.
 *
 * <p>Safe for many threads. The lock guards the books only; no work runs under it.
 */
public final class WorkPool implements AutoCloseable {

  /** The key of work that is bound by the pool's size alone. */
  public static final String NO_KEY = Dispatcher.NO_KEY;

  private final Dispatcher dispatcher;

  /**
   * A pool without lanes yet.
   *
   * @param name what it does, for its threads' names and for reports: {@code download}
   * @param size how much work may be under way at once, at least 1
   * @param perKey how much of it for the same key, at least 1
   */
  public WorkPool(String name, int size, int perKey) {
    UnderWay.check(name, size, perKey);
    this.dispatcher = new Dispatcher(name, size, perKey);
  }

  /**
   * Other bounds from now on. Raised, work starts at once; lowered, the work that began last is
   * interrupted until what goes on is within them.
   *
   * @param newSize how much work may be under way at once, at least 1
   * @param newPerKey how much of it for the same key, at least 1
   */
  public void resize(int newSize, int newPerKey) {
    dispatcher.lock.lock();
    try {
      dispatcher.resize(newSize, newPerKey);
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /** How much a key may be asked now. */
  public KeyLimits limits(String key) {
    dispatcher.lock.lock();
    try {
      return dispatcher.keys.limits(key);
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /**
   * How busy a pool is.
   *
   * @param size how much may be under way
   * @param active how much is
   * @param queued how much waits for a place
   */
  public record Load(int size, int active, int queued) {}

  /** How much work may be under way at once for the same key. */
  public int perKey() {
    dispatcher.lock.lock();
    try {
      return dispatcher.keys.perKey();
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /** How busy the pool is now. */
  public Load load() {
    dispatcher.lock.lock();
    try {
      return new Load(dispatcher.size(), dispatcher.active(), dispatcher.queued());
    } finally {
      dispatcher.lock.unlock();
    }
  }

  /**
   * A new lane, for one run.
   *
   * @param fault told of anything that work of this lane throws, on the work's thread
   */
  public Lane lane(Work.FaultListener fault) {
    LaneState state = new LaneState(fault);
    dispatcher.lock.lock();
    try {
      dispatcher.add(state);
    } finally {
      dispatcher.lock.unlock();
    }
    return new Lane(dispatcher, state);
  }

  /** Drops all that waits and interrupts all that is under way. */
  @Override
  public void close() {
    dispatcher.close();
  }
}
