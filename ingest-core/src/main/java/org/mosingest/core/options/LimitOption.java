package org.mosingest.core.options;

import java.util.List;

/**
 * What can be changed of a service while it runs: the options of {@code limit}. Beside {@link
 * StartOption}'s of the same names, which say what holds at its start; these are given by hand
 * only, never by the environment or a configuration file. One is added by a constant here and its
 * place in {@link #ALL}.
 */
public final class LimitOption {

  public static final Option<Integer> DOWNLOADS =
      Option.ofChange(
          "downloads", OptionTypes.wholeNumber(1), "Parallel downloads of all runs together");

  public static final Option<Integer> PER_HOST =
      Option.ofChange("per-host", OptionTypes.wholeNumber(1), "Connections to one host");

  public static final Option<RateTimetable> LIMIT_RATE =
      Option.ofChange(
          "limit-rate",
          OptionTypes.rate(),
          "Limit on the total download rate, in bytes per second, such as 500K, 20M or 5MB; off for no limit; or a timetable, such as '08:00,5M 19:00,off'");

  /** All of them, in the order in which documents list them. */
  public static final List<Option<?>> ALL = List.of(DOWNLOADS, PER_HOST, LIMIT_RATE);

  private LimitOption() {}
}
