package org.mosingest.cli.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as people read them; short, and the same in every locale. */
public final class Amounts {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm'Z'", Locale.ROOT);

  private Amounts() {}

  /**
   * A rate of clips: {@code 12.3/s}; slow ones by the minute, so that they do not look like a
   * standstill.
   */
  public static String rate(double perSecond) {
    if (perSecond > 0 && perSecond < 0.95) {
      return String.format(Locale.ROOT, "%.1f/min", perSecond * 60);
    }
    return String.format(Locale.ROOT, perSecond >= 99.95 ? "%.0f/s" : "%.1f/s", perSecond);
  }

  /** A time to go, in its two largest units: {@code 2d 03h}, {@code 1h 02m}, {@code 12s}. */
  public static String duration(long seconds) {
    if (seconds < 60) {
      return Math.max(0, seconds) + "s";
    }
    if (seconds < 3_600) {
      return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
    }
    if (seconds < 86_400) {
      return String.format(Locale.ROOT, "%dh %02dm", seconds / 3_600, seconds / 60 % 60);
    }
    return String.format(Locale.ROOT, "%dd %02dh", seconds / 86_400, seconds / 3_600 % 24);
  }

  /** A time to go, or a dash where nothing can be said. */
  public static String eta(OptionalLong seconds) {
    return seconds.isPresent() ? duration(seconds.getAsLong()) : "-";
  }

  /** A share in percent; never 100 before all is done. */
  public static String percent(long part, long whole) {
    if (whole <= 0) {
      return "-";
    }
    return String.format(Locale.ROOT, "%.1f%%", Math.floor(1000.0 * part / whole) / 10);
  }

  /** An instant to the minute, in UTC. */
  public static String minute(Instant at) {
    return MINUTE.format(at.atOffset(ZoneOffset.UTC));
  }
}
