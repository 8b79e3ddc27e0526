package org.mosingest.daemon.fetch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonKind;
import org.mosingest.daemon.machine.NetworkWatch;
import org.mosingest.daemon.pool.Work;
import org.mosingest.transfer.AttemptOutcome;
import org.mosingest.transfer.http.ClipUrl;

/**
 * Whose fault it is that an attempt at a clip failed: the clip's, its host's that is asked for too
 * much, or this machine's whose network is gone. Safe for many threads.
 */
public final class Blame {

  private static final Reason UNAVAILABLE = Reason.status(503);

  private final HostPatience patience;
  private final NetworkWatch network;
  private final Predicate<ClipUrl> connects;

  /**
   * Whose fault what is.
   *
   * @param patience how long a host that serves nothing and asks to wait is waited for
   * @param connects whether a URL's host can be connected to now
   */
  public Blame(Duration patience, NetworkWatch network, Predicate<ClipUrl> connects) {
    this.patience = new HostPatience(patience);
    this.network = network;
    this.connects = connects;
  }

  /** The host has served a clip. */
  void served(ClipUrl url) {
    patience.served(url.host());
  }

  /** Whether a failure is what a host said, rather than that it fell silent. */
  static boolean isAnswer(Reason reason) {
    return reason.kind() == ReasonKind.ANSWER;
  }

  /**
   * Whether a host failed a clip since too much is asked of it: then it is asked less, all of its
   * clips together, and the clip is not to blame as long as the host is waited for.
   *
   * @param failed how the clip failed
   * @param refusals those of the clip so far
   * @param slot the attempt's place in the pool
   */
  boolean isAskedTooMuch(
      ClipUrl url, AttemptOutcome.Retry failed, Refusals refusals, Work.Slot slot) {
    if (failed.isRefusal()) {
      slot.refused(refusals.last(), failed.asked());
      refusals.add();
      return patience.lasts(url.host(), failed.asked(), System.nanoTime());
    }
    refusals.clear();
    Reason reason = failed.reason();
    // It said nothing of the kind: what it does for others tells.
    return switch (reason.word()) {
      case RESET, CONNECT -> slot.dropped();
      case HTTP_STATUS -> reason.equals(UNAVAILABLE) && slot.dropped();
      default -> false;
    };
  }

  /**
   * Whether a clip that failed for good is to blame for it, and not this machine's network.
   *
   * @param reached whether the last attempt came as far as the host
   * @param begun when the last attempt began, by {@link System#nanoTime}
   * @param silentSince when the first of the attempts in a row that nobody answered failed,
   *     likewise
   */
  boolean isOfClip(ClipUrl url, Reason reason, boolean reached, long begun, long silentSince) {
    // A transfer that was cut or stalled says nothing of the network as it is now.
    long asked = isAnswer(reason) ? begun : System.nanoTime();
    boolean answered = reached && (isAnswer(reason) || connects.test(url));
    if (answered) {
      network.answered(asked);
    }
    return answered || network.blames(url.host(), silentSince, reason);
  }

  /**
   * How long hosts that ask to wait are waited for: while a host serves any clip it has all the
   * time, one that serves none has so much in all. Safe for many threads; times are {@link
   * System#nanoTime}'s.
   */
  private static final class HostPatience {

    private final long most;

    /** When each host that serves nothing now refused first. */
    private final Map<String, Long> refusedSince = new ConcurrentHashMap<>();

    /** So much in all; with none, no host is waited for. */
    HostPatience(Duration most) {
      this.most = most.toNanos();
    }

    /** The host has served something. */
    void served(String host) {
      refusedSince.remove(host);
    }

    /**
     * The host refuses and asks to wait.
     *
     * @return whether it is to be waited for
     */
    boolean lasts(String host, Duration wait, long now) {
      long since = refusedSince.computeIfAbsent(host, any -> now);
      return most > 0 && now - since + wait.toNanos() <= most;
    }
  }
}
