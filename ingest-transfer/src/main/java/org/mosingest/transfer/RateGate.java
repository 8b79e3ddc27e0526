package org.mosingest.transfer;

import com.google.common.util.concurrent.RateLimiter;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.transfer.attempt.StopSwitch;

/**
 * Lets bytes pass at the rate that all downloads share, which may be changed at any time.
 * Thread-safe and fair: who waits first passes first. The lock is held while its owner waits for
 * the limiter, which makes it a turnstile; nothing else is ever taken inside it.
 */
final class RateGate {

  /** The most bytes that are read at a time. */
  static final int CHUNK = 64 << 10;

  private static final long POLL_MS = 5;
  private static final long LOCK_POLL_MS = 50;

  private final ReentrantLock turnstile = new ReentrantLock(true);
  private volatile Flow flow;

  /**
   * What may pass now.
   *
   * @param limiter null for all
   * @param chunk how many bytes pass at a time
   */
  private record Flow(OptionalLong bytesPerS, @Nullable RateLimiter limiter, int chunk) {
    static Flow of(OptionalLong bytesPerS) {
      return bytesPerS.isEmpty()
          ? new Flow(bytesPerS, null, CHUNK)
          : new Flow(
              bytesPerS,
              RateLimiter.create((double) bytesPerS.getAsLong()),
              // At a low rate smaller bites: bytes drip instead of coming in a gush every minute.
              Math.clamp(bytesPerS.getAsLong() / 8, 256, CHUNK));
    }

    boolean lets(int bytes) {
      return limiter == null || limiter.tryAcquire(bytes);
    }
  }

  RateGate(OptionalLong bytesPerS) {
    flow = Flow.of(bytesPerS);
  }

  /**
   * Another rate from now on. Who waits now waits at the new one: its limiter begins anew, since
   * what the old one had lent at a low rate may be minutes.
   */
  void limit(OptionalLong bytesPerS) {
    flow = Flow.of(bytesPerS);
  }

  /** The rate that holds now; empty for none. */
  OptionalLong bytesPerS() {
    return flow.bytesPerS();
  }

  /** How many bytes are best read at a time, at most {@link #CHUNK}. */
  int chunk() {
    return flow.chunk();
  }

  /**
   * Returns when that many bytes may pass. RateLimiter's own wait cannot be interrupted, so it is
   * only ever asked.
   */
  void pass(int bytes, StopSwitch stop) throws InterruptedException {
    int left = bytes;
    while (left > 0 && flow.limiter() != null) {
      left -= passBite(left, stop);
    }
  }

  private int passBite(int most, StopSwitch stop) throws InterruptedException {
    while (!turnstile.tryLock(LOCK_POLL_MS, TimeUnit.MILLISECONDS)) {
      stop.check();
    }
    try {
      while (true) {
        Flow now = flow;
        int bite = Math.min(most, now.chunk());
        if (now.lets(bite)) {
          return bite;
        }
        stop.check();
        Thread.sleep(POLL_MS);
      }
    } finally {
      turnstile.unlock();
    }
  }
}
