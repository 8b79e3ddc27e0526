package org.mosingest.cli.demo;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How fast each of a server's connections may send, and whether it may at all. Safe for many
 * threads.
 */
final class Throttle {

  private static final int MAX_CHUNK = 1 << 16;

  /** How many times a second a throttled connection sends. */
  private static final int CHUNKS_PER_SECOND = 50;

  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long bytesPerSecond;

  Throttle(long bytesPerSecond) {
    this.bytesPerSecond = requireRate(bytesPerSecond);
  }

  /** Checks a rate: 0 is none. */
  static long requireRate(long bytesPerSecond) {
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException(
          "a throttle is 0 (none) or so many bytes a second, not " + bytesPerSecond);
    }
    return bytesPerSecond;
  }

  void set(long newBytesPerSecond) {
    bytesPerSecond = requireRate(newBytesPerSecond);
  }

  /** Lets nobody wait any longer. */
  void close() {
    closing.countDown();
  }

  /** Waits until the server is closed. */
  void awaitClose() throws InterruptedException {
    closing.await();
  }

  /** The pace of one connection, from now on. */
  Pace pace() {
    return new Pace();
  }

  /** One connection's pace. Used by one thread. */
  final class Pace {

    private long due = System.nanoTime();
    private long rate;

    /** How many bytes to send next, at most. */
    int nextChunk() {
      rate = bytesPerSecond;
      return rate == 0
          ? MAX_CHUNK
          : Math.toIntExact(Math.clamp(rate / CHUNKS_PER_SECOND, 1, MAX_CHUNK));
    }

    /**
     * Waits as long as those bytes take at the rate that held when they were asked for.
     *
     * @throws IOException if the server was closed meanwhile
     * @throws InterruptedException if interrupted while waiting
     */
    void sent(int bytes) throws IOException, InterruptedException {
      if (rate == 0) {
        return;
      }
      due += TimeUnit.SECONDS.toNanos(bytes) / rate;
      if (closing.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the server was closed in the middle of a clip");
      }
    }
  }
}
