package org.mosingest.daemon.run;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long hosts that ask to wait are waited for: while a host serves any clip it has all the time,
 * one that serves none has so much in all. Safe for many threads; times are {@link
 * System#nanoTime}'s.
 */
final class HostPatience {

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
