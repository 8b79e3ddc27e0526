package org.mosingest.daemon.machine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.net.ConnectException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.MachineFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a dead host from a dead network. While not one host answers, the fault is this machine's:
 * no clip is blamed, the transfers wait, and one of them at a time tries again, at growing
 * intervals.
 *
 * <p>Safe for many threads.
 */
public final class NetworkWatch {

  private static final Logger LOG = LoggerFactory.getLogger(NetworkWatch.class);

  private static final Duration FIRST_TRIAL = Duration.ofSeconds(1);

  /** One transfer's trial costs nobody anything, and the run is to go on within 10 s. */
  private static final Duration RAREST_TRIAL = Duration.ofSeconds(8);

  /** A wait beyond this has no end that anybody would want to hear of. */
  private static final Duration LONGEST_TOLD = Duration.ofDays(365);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Duration patience;
  private final Predicate<String> otherHostAnswers;

  @GuardedBy("lock")
  private OptionalLong lastAnswered = OptionalLong.empty();

  @GuardedBy("lock")
  private boolean down;

  @GuardedBy("lock")
  private long downSince;

  @GuardedBy("lock")
  private long nextTrial;

  @GuardedBy("lock")
  private Duration interval = FIRST_TRIAL;

  /**
   * A network taken to be up.
   *
   * @param patience how long it may be gone before {@link #awaitTurn} gives up; zero to blame the
   *     clips at once
   * @param otherHostAnswers asks whether any host but the named one can be connected to
   */
  public NetworkWatch(Duration patience, Predicate<String> otherHostAnswers) {
    this.patience = patience;
    this.otherHostAnswers = otherHostAnswers;
  }

  /**
   * A host answered, with whatever.
   *
   * @param begun when the attempt that it answered began, by {@link System#nanoTime}: an answer
   *     that was on its way before the network went says nothing of the time since
   */
  public void answered(long begun) {
    lock.lock();
    try {
      if (lastAnswered.isEmpty() || begun - lastAnswered.getAsLong() > 0) {
        lastAnswered = OptionalLong.of(begun);
      }
      if (down && begun - downSince > 0) {
        down = false;
        interval = FIRST_TRIAL;
        LOG.info("the network is back; continuing");
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether a host has answered an attempt that began after that time, by {@link System#nanoTime}.
   */
  private boolean answeredSince(long time) {
    lock.lock();
    try {
      return lastAnswered.isPresent() && lastAnswered.getAsLong() - time > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Whether the network is taken to be gone. */
  public boolean isDown() {
    lock.lock();
    try {
      return down;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Judges a clip whose host could not be reached in all its attempts.
   *
   * @param host the clip's host
   * @param silentSince when the first of the clip's attempts in a row failed without an answer, by
   *     {@link System#nanoTime}
   * @param reason what the last attempt said
   * @return whether the host is to blame; false if nobody answers, and the clip is to be tried
   *     again
   */
  public boolean blames(String host, long silentSince, Reason reason) {
    if (patience.isZero() || answeredSince(silentSince) || otherHostAnswers.test(host)) {
      return true;
    }
    lock.lock();
    try {
      if (answeredSince(silentSince)) {
        return true;
      }
      if (!down) {
        down = true;
        downSince = System.nanoTime();
        nextTrial = downSince + interval.toNanos();
        LOG.warn(
            "no host can be reached (last: {}): waiting for the network{}; no clip is marked"
                + " failed for this",
            reason,
            patience.compareTo(LONGEST_TOLD) > 0 ? "" : " up to " + patience.toSeconds() + " s");
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns at once while the network is up; otherwise when it is back, or when it is the caller's
   * turn to try.
   *
   * @throws MachineFaultException if the network has been gone for too long
   * @throws InterruptedException if interrupted while waiting
   */
  public void awaitTurn() throws MachineFaultException, InterruptedException {
    lock.lockInterruptibly();
    try {
      while (down) {
        long now = System.nanoTime();
        if (now - downSince > patience.toNanos()) {
          throw new MachineFaultException(
              "no host could be reached for "
                  + patience.toSeconds()
                  + " s: check this machine's network, then run again; nothing was marked failed. If the hosts are"
                  + " gone for good, do not wait for them: with 0 s their clips are marked failed",
              new ConnectException("no host answers"),
              Setting.OFFLINE_WAIT);
        }
        if (now - nextTrial >= 0) {
          interval =
              interval.multipliedBy(2).compareTo(RAREST_TRIAL) > 0
                  ? RAREST_TRIAL
                  : interval.multipliedBy(2);
          nextTrial = now + interval.toNanos();
          return;
        }
        // Differences, since a long patience added to the clock would overflow.
        long patienceLeft = patience.toNanos() - (now - downSince) + 1;
        long _ = changed.awaitNanos(Math.min(nextTrial - now, patienceLeft));
      }
    } finally {
      lock.unlock();
    }
  }
}
