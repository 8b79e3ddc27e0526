package org.mosingest.transfer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.mosingest.core.setting.Setting;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.AttemptOutcome.Failed;
import org.mosingest.transfer.AttemptOutcome.Fetched;
import org.mosingest.transfer.AttemptOutcome.Last;
import org.mosingest.transfer.AttemptOutcome.Retry;
import org.mosingest.transfer.archive.ArchiveStream;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.attempt.HostSlot;
import org.mosingest.transfer.attempt.StopSwitch;

/**
 * One clip's way from its server to the disk, attempt after attempt. Remembers between attempts
 * what has arrived and its hash so far, and how many faults came in a row that brought no new byte.
 *
 * <p>Used by one thread at a time, which may be another for each attempt; only {@link #cancel()}
 * may be called from anywhere. An interrupt is heard at once on a virtual thread. On a platform
 * thread a blocked socket does not hear it: use {@link #cancel()} there.
 */
public final class ClipDownload {

  private final String host;
  private final DownloadPolicy policy;
  private final ClipFetch fetch;
  private final HighWater highWater;
  private final AttemptListener listener;
  private final StopSwitch stop = new StopSwitch();
  private int faultsInRow;

  ClipDownload(
      String host,
      DownloadPolicy policy,
      ClipFetch fetch,
      HighWater highWater,
      AttemptListener listener) {
    this.host = host;
    this.policy = policy;
    this.fetch = fetch;
    this.highWater = highWater;
    this.listener = listener;
  }

  /**
   * Tries once to get the clip, or the rest of it. To be called again, after the time it names,
   * while it answers {@link Retry}.
   *
   * @param slot the claim on the URL's host, held by the caller; after a redirect it is another
   *     host's
   * @throws InterruptedException if the thread was interrupted or the download cancelled; what has
   *     arrived is kept
   * @throws MachineFaultException if this machine's disk or programs failed; what has arrived is
   *     kept
   */
  public AttemptOutcome attempt(HostSlot slot) throws InterruptedException, MachineFaultException {
    stop.check();
    AttemptState attempt = new AttemptState(slot, host, policy.attemptTimeout(), stop);
    long begun = System.nanoTime();
    AttemptOutcome outcome = outcome(attempt);
    listener.ended(outcome, Duration.ofNanos(System.nanoTime() - begun));
    return outcome;
  }

  /**
   * The same for a member of an archive, whose bytes come from a stream that its neighbours share.
   *
   * @param stream of its archive; still open afterwards, unless its connection broke
   */
  public AttemptOutcome attempt(HostSlot slot, ArchiveStream stream)
      throws InterruptedException, MachineFaultException {
    fetch.within(Optional.of(stream));
    try {
      return attempt(slot);
    } finally {
      fetch.within(Optional.empty());
    }
  }

  /**
   * Tries until the clip is there or cannot be had, and waits in between on the calling thread: for
   * an engine that has no pool of its own. Each attempt is told to the listener as by {@link
   * #attempt}.
   *
   * <p>Whether a host that never answered is to blame, or this machine's own network, is the
   * caller's to judge, by {@link Failed#hostReached()}.
   *
   * @param slot as of {@link #attempt}; held while it waits, too
   * @throws InterruptedException if the thread was interrupted or the download cancelled, in an
   *     attempt or between two; what has arrived is kept
   * @throws MachineFaultException if this machine's disk or programs failed; what has arrived is
   *     kept
   */
  public Last toTheEnd(HostSlot slot) throws InterruptedException, MachineFaultException {
    while (true) {
      switch (attempt(slot)) {
        case Last last -> {
          return last;
        }
        case Retry retry -> pause(retry.after());
      }
    }
  }

  private void pause(Duration wait) throws InterruptedException {
    CountDownLatch cut = new CountDownLatch(1);
    stop.arm(cut::countDown);
    try {
      if (cut.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw stop.stopped();
      }
    } finally {
      stop.disarm();
    }
  }

  private AttemptOutcome outcome(AttemptState attempt)
      throws InterruptedException, MachineFaultException {
    try {
      return new Fetched(fetch.fetch(attempt));
    } catch (ClipFault fault) {
      if (fault.isOutOfFiles()) {
        throw MachineFaultException.outOfFiles(
            "cannot connect to " + host + ": " + fault.getMessage(), fault);
      }
      if (fault.isWithoutAuthorities()) {
        throw new MachineFaultException(String.valueOf(fault.getMessage()), fault);
      }
      if (fault.isRefusedByProxy()) {
        throw new MachineFaultException(
            "cannot reach "
                + host
                + ": "
                + fault.getMessage()
                + "; give a valid login, http://NAME:PASSWORD@HOST:PORT",
            fault,
            Setting.PROXY);
      }
      return judge(fault, attempt.hostReached());
    }
  }

  /**
   * Forgets the faults counted so far: they were this machine's own network's, or those of a host
   * that was asked too much.
   */
  public void forgive() {
    faultsInRow = 0;
  }

  /**
   * Ends the download for good: an attempt under way, on whatever thread, throws {@link
   * InterruptedException} soon.
   */
  public void cancel() {
    stop.trip();
  }

  private AttemptOutcome judge(ClipFault fault, boolean hostReached) {
    faultsInRow = highWater.takeRise() ? 0 : faultsInRow + 1;
    boolean spent = faultsInRow > policy.retries();
    // How long a host may ask to be waited for is the caller's to judge, even without retries.
    boolean mayBeWaitedFor =
        faultsInRow == 1 && AttemptOutcome.isRefusal(fault.reason(), fault.atLeast());
    if (fault.isLasting() || (spent && !mayBeWaitedFor)) {
      return new Failed(fault.reason(), hostReached);
    }
    Duration wait = policy.delays().before(Math.max(1, faultsInRow));
    return new Retry(
        fault.reason(),
        wait.compareTo(fault.atLeast()) < 0 ? fault.atLeast() : wait,
        fault.atLeast(),
        hostReached,
        spent);
  }
}
