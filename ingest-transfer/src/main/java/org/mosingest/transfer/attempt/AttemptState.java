package org.mosingest.transfer.attempt;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;

/**
 * One attempt while it runs: its clock, the host it holds, how far it got. {@link #reached()} may
 * be called from any thread.
 */
public final class AttemptState {

  private final HostSlot slot;
  private final Duration timeout;
  private final StopSwitch stop;
  private final @Nullable AttemptState first;
  private String host;
  private long deadlineNanos;
  private volatile boolean hostReached;

  /**
   * A new attempt; its clock starts now.
   *
   * @param host the host that {@code slot} holds
   */
  public AttemptState(HostSlot slot, String host, Duration timeout, StopSwitch stop) {
    this(slot, host, timeout, stop, null);
  }

  private AttemptState(
      HostSlot slot, String host, Duration timeout, StopSwitch stop, @Nullable AttemptState first) {
    this.slot = slot;
    this.host = host;
    this.timeout = timeout;
    this.stop = stop;
    this.first = first;
    startClock();
  }

  /**
   * The same for a request that feeds several clips in turn: so many times as much time.
   *
   * @param clips how many, above 0
   */
  public AttemptState ofSeveral(int clips) {
    return new AttemptState(slot, host, timeout.multipliedBy(clips), stop, this);
  }

  /** What ends the attempt early. */
  public StopSwitch stop() {
    return stop;
  }

  /** Starts the clock anew: what was done before is this machine's own work, not the network's. */
  public void startClock() {
    deadlineNanos = System.nanoTime() + timeout.toNanos();
  }

  /** How long the attempt may take. */
  public Duration timeout() {
    return timeout;
  }

  /** What is left of the attempt's time, not negative. */
  public Duration timeLeft() {
    return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  /** Whether its time is over. */
  public boolean isOver() {
    return timeLeft().isZero();
  }

  /**
   * Makes sure that the slot at {@code next} is held. Waiting for it does not count against the
   * attempt's time.
   */
  public void moveTo(String next) throws InterruptedException {
    if (next.equals(host)) {
      return;
    }
    long before = System.nanoTime();
    slot.moveTo(next);
    host = next;
    deadlineNanos += System.nanoTime() - before;
  }

  /** Leaves its place to another clip while something else than bytes is waited for. */
  public void stepAside() {
    slot.stepAside();
  }

  /** Has a place again. Waiting for it does not count against the attempt's time. */
  public void stepBack() throws InterruptedException {
    long before = System.nanoTime();
    slot.stepBack();
    deadlineNanos += System.nanoTime() - before;
  }

  /** A host has accepted a connection or answered. */
  public void reached() {
    hostReached = true;
    if (first != null) {
      first.reached();
    }
  }

  /** Whether a host has accepted a connection or answered. */
  public boolean hostReached() {
    return hostReached;
  }

  /** The fault of an attempt whose time is over. */
  public ClipFault timedOut() {
    return ClipFault.passing(Reason.of(ReasonWord.TIMEOUT, "not done within " + seconds(timeout)));
  }

  /** A duration as messages have it: {@code 30 s}, or {@code 1500 ms}. */
  public static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
