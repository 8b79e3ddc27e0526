package org.mosingest.transfer;

import com.google.common.util.concurrent.RateLimiter;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.transfer.attempt.StopSwitch;

/**
 * Lets bytes pass at the rate that all downloads share. Thread-safe and fair: who waits first
 * passes first. The lock is held while its owner waits for the limiter, which makes it a turnstile;
 * nothing else is ever taken inside it.
 */
final class RateGate {

  private static final int CHUNK = 64 << 10;
  private static final long POLL_MS = 5;
  private static final long LOCK_POLL_MS = 50;

  private final @Nullable RateLimiter limiter;
  private final int chunk;
  private final ReentrantLock turnstile = new ReentrantLock(true);

  RateGate(OptionalLong bytesPerS) {
    if (bytesPerS.isPresent()) {
      limiter = RateLimiter.create((double) bytesPerS.getAsLong());
      // At a low rate smaller bites, so that bytes drip instead of coming in a gush every minute.
      chunk = Math.clamp(bytesPerS.getAsLong() / 8, 256, CHUNK);
    } else {
      limiter = null;
      chunk = CHUNK;
    }
  }

  /** How many bytes are best read at a time. */
  int chunk() {
    return chunk;
  }

  /**
   * Returns when that many bytes may pass. RateLimiter's own wait cannot be interrupted, so it is
   * only ever asked.
   */
  void pass(int bytes, StopSwitch stop) throws InterruptedException {
    RateLimiter bound = limiter;
    if (bound == null || bytes <= 0) {
      return;
    }
    while (!turnstile.tryLock(LOCK_POLL_MS, TimeUnit.MILLISECONDS)) {
      stop.check();
    }
    try {
      while (!bound.tryAcquire(bytes)) {
        stop.check();
        Thread.sleep(POLL_MS);
      }
    } finally {
      turnstile.unlock();
    }
  }
}
