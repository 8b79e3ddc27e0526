package org.mosingest.transfer.attempt;

import java.time.Duration;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;

/**
 * Why an attempt brought no whole clip. Stays inside the transfer: its door makes an attempt's
 * outcome of it.
 */
public final class ClipFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** What of this machine is to blame. */
  private enum Trouble {
    NONE,
    FILES,
    PROXY,
    AUTHORITIES
  }

  private final transient Reason reason;
  private final boolean lasting;
  private final Duration atLeast;
  private final Trouble trouble;

  private ClipFault(
      Reason reason, String said, boolean lasting, Duration atLeast, Trouble trouble) {
    super(said, null, false, false);
    this.reason = reason;
    this.lasting = lasting;
    this.atLeast = atLeast;
    this.trouble = trouble;
  }

  /**
   * No clip's fault at all: this process, or the machine, has too many files open for one more
   * connection.
   */
  public static ClipFault outOfFiles(String said) {
    return new ClipFault(
        Reason.of(ReasonWord.CONNECT, said), said, false, Duration.ZERO, Trouble.FILES);
  }

  /** No clip's fault either: the proxy lets nobody through without another login. */
  public static ClipFault refusedByProxy(String said) {
    return new ClipFault(
        Reason.of(ReasonWord.CONNECT, said), said, true, Duration.ZERO, Trouble.PROXY);
  }

  /** Nor this: whom to trust cannot be read. */
  public static ClipFault withoutAuthorities(String said) {
    return new ClipFault(
        Reason.of(ReasonWord.TLS, said), said, true, Duration.ZERO, Trouble.AUTHORITIES);
  }

  /** Another attempt would end the same. */
  public static ClipFault lasting(Reason reason) {
    return new ClipFault(reason, reason.text(), true, Duration.ZERO, Trouble.NONE);
  }

  /** Another attempt may succeed. */
  public static ClipFault passing(Reason reason) {
    return new ClipFault(reason, reason.text(), false, Duration.ZERO, Trouble.NONE);
  }

  /** Another attempt may succeed, but not before that time: the server said so. */
  public static ClipFault passing(Reason reason, Duration atLeast) {
    return new ClipFault(reason, reason.text(), false, atLeast, Trouble.NONE);
  }

  /** Why the clip did not come. */
  public Reason reason() {
    return reason;
  }

  /** Whether another attempt would end the same. */
  public boolean isLasting() {
    return lasting;
  }

  /** Whether too many files are open, here or on this machine. */
  public boolean isOutOfFiles() {
    return trouble == Trouble.FILES;
  }

  /** Whether the proxy refused, and not the server. */
  public boolean isRefusedByProxy() {
    return trouble == Trouble.PROXY;
  }

  /** Whether nobody can be trusted, since the files of authorities are of no use. */
  public boolean isWithoutAuthorities() {
    return trouble == Trouble.AUTHORITIES;
  }

  /** How long the server asked to be left alone; zero if it did not. */
  public Duration atLeast() {
    return atLeast;
  }
}
