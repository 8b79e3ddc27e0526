package org.mosingest.daemon.pool;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How much one key (for downloads: a host) may be asked at once and how fast, learnt from what it
 * refuses.
 *
 * <p>The bound on work under way halves when the key refuses and grows slowly while it accepts
 * (additive increase, multiplicative decrease: Chiu and Jain, 1989). A key that says how long to
 * wait is left alone for so long, and from what it took before it is known how much it takes in
 * such a time: afterwards work starts at that pace, which is also tried a little faster with each
 * success. One piece of work that is refused again and again while others are taken slows no other.
 * Not safe for use by several threads at once; times are {@link System#nanoTime}'s.
 */
final class KeyPace {

  /**
   * Successes at a bound of one that let the bound rise to two: about as many as refusals may cost.
   */
  private static final double SLOWNESS = 16;

  /** So much less than a key took in its own measure is asked of it then. */
  private static final double CAUTION = 1.05;

  /** What a success leaves of the time between two starts. */
  private static final double HASTE = 0.985;

  /** A pace faster than that is none. */
  private static final double LEAST_INTERVAL = 1e6;

  /** So many drops among the latest outcomes, and such a share of them, are the key's own doing. */
  private static final double LEAST_DROPS = 1.5;

  private static final double DROPS_SHARE = 0.25;

  /** What each outcome leaves of the weight of those before it. */
  private static final double FADING = 0.9;

  /** As {@link #SLOWNESS}, up to the bound at which the key was last seen to take a part only. */
  private static final double SLOWNESS_BEFORE = 4;

  /** A key that took something so shortly before serves still. */
  private static final long RECENT = 5_000_000_000L;

  private int most;
  private double bound;

  /** What the key is known to take at once, as long as it has not taken more. */
  private double known;

  private double interval;

  /** What the interval is if the key refuses more than the one piece of work; zero if unknown. */
  private double guess;

  private long notBefore;
  private boolean waits;

  /** When the bound was cut last; work that began before says nothing of the new bound. */
  private long cutAt;

  private boolean everCut;

  /** When the key last took anything. */
  private long tookAt;

  private boolean everTook;
  private long epochBegan;
  private int takenInEpoch;

  /** Outcomes of late, each worth less with every one that follows. */
  private double drops;

  private double taken;

  KeyPace(int most, long now) {
    this.most = most;
    this.bound = most;
    this.known = most;
    this.epochBegan = now;
  }

  /** Another bound for a key: one that was not cut takes all of it. */
  void limit(int newMost) {
    bound = bound >= most ? newMost : Math.min(bound, newMost);
    known = known >= most ? newMost : Math.min(known, newMost);
    most = newMost;
  }

  /** How much may be under way at once, 1 to the pool's bound for a key. */
  int bound() {
    return (int) bound;
  }

  /** The least time between two starts; zero if none is kept. */
  Duration interval() {
    return Duration.ofNanos((long) interval);
  }

  /** How long nothing may start yet; zero or less if something may. */
  long nanosToWait(long now) {
    return waits ? notBefore - now : 0;
  }

  /** Work for the key starts. */
  void started(long now) {
    if (interval > 0) {
      notBefore = now + (long) interval;
      waits = true;
    } else if (nanosToWait(now) <= 0) {
      waits = false;
    }
  }

  /** The key did what it was asked. */
  void accepted(long now) {
    tookAt = now;
    everTook = true;
    takenInEpoch++;
    taken = taken * FADING + 1;
    drops *= FADING;
    bound = Math.min(most, bound + 1 / ((bound < known ? SLOWNESS_BEFORE : SLOWNESS) * bound));
    interval = interval * HASTE < LEAST_INTERVAL ? 0 : interval * HASTE;
  }

  /**
   * The key refused and asked to come back later.
   *
   * @param began when the work that it refused started
   * @param before when it refused the same work last; if it took other work since, this says
   *     nothing of the key
   * @param wait for how long it is to be left alone; zero if it did not say
   */
  void refused(long began, OptionalLong before, Duration wait, long now) {
    if (before.isPresent() && everTook && tookAt - before.getAsLong() > 0) {
      return;
    }
    if (wait.isPositive()) {
      long until = now + wait.toNanos();
      learnInterval(began, before, until);
      if (!waits || until - notBefore > 0) {
        notBefore = until;
        waits = true;
      }
      // What it takes is counted anew from when it may be asked again.
      epochBegan = notBefore;
      takenInEpoch = 0;
    }
    cut(began, now, true);
  }

  /**
   * How much the key takes in a time. A refusal of one piece of work, after fewer than are under
   * way at once, may be about that work; one of another that was under way too is not.
   */
  private void learnInterval(long began, OptionalLong before, long until) {
    if (takenInEpoch > 0) {
      double measured = CAUTION * (until - epochBegan) / takenInEpoch;
      if (interval > 0 || takenInEpoch >= most) {
        interval = measured;
      } else {
        guess = measured;
      }
    } else if (guess > 0 && before.isEmpty() && began - cutAt < 0) {
      interval = guess;
      guess = 0;
    }
  }

  /**
   * The key dropped a connection without a word, or refused one.
   *
   * @param began when the work that it dropped started
   * @return whether that is the key's answer to so much at once, and not the work's own fault: it
   *     takes other work
   */
  boolean dropped(long began, long now) {
    drops = drops * FADING + 1;
    taken *= FADING;
    boolean serves = everTook && tookAt - began + RECENT > 0;
    boolean beforeCut = everCut && began - cutAt < 0;
    boolean tooMany = bound > 1 && drops >= LEAST_DROPS && drops >= DROPS_SHARE * (drops + taken);
    if (tooMany && !beforeCut) {
      cut(began, now, serves);
    }
    return serves && (beforeCut || tooMany);
  }

  /** Whether nothing is left of what was learnt. */
  boolean isForgotten(long now) {
    return bound >= most && interval == 0 && nanosToWait(now) <= 0;
  }

  /**
   * Halves the bound.
   *
   * @param serves whether the key is known to take a part of what it is asked; one that takes
   *     nothing may be down, and takes as much as ever when it is back
   */
  private void cut(long began, long now, boolean serves) {
    if (everCut && began - cutAt < 0) {
      return;
    }
    bound = Math.max(1, bound / 2);
    known = serves ? bound : known;
    cutAt = now;
    everCut = true;
    drops = 0;
    taken = 0;
  }
}
