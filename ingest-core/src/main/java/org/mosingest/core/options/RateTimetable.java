package org.mosingest.core.options;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How fast all downloads together may be, by the time of the week: written as rclone's {@code
 * --bwlimit} has it, one rate ({@code 20M}), {@code off}, or rates with the time from which each
 * holds ({@code 08:00,5M 19:00,off}), each day or on one ({@code Sat-10:00,off}). Before the first
 * time of the week the last one holds. Immutable.
 *
 * @param changes at least one; of two at the same time the last one holds
 */
public record RateTimetable(List<Change> changes) {

  /** No limit at any time. */
  public static final RateTimetable UNLIMITED =
      new RateTimetable(
          List.of(new Change(Optional.empty(), LocalTime.MIDNIGHT, OptionalLong.empty())));

  private static final String OFF = "off";
  private static final Pattern CHANGE =
      Pattern.compile("(?:(\\p{Alpha}{3})-)?(\\d{1,2}):(\\d{2}),(.+)");

  private static final NumberTypes.Size RATE = new NumberTypes.Size("R", 1, "a rate");

  /** The units in which a rate is written, the largest first; bytes need none. */
  private static final List<String> UNITS = List.of("T", "G", "M", "K", "TB", "GB", "MB", "KB");

  /**
   * From when which rate holds.
   *
   * @param day on which day of the week; empty for each
   * @param from the time of the day, whole minutes
   * @param bytesPerS bytes a second, above 0; empty for no limit
   */
  public record Change(Optional<DayOfWeek> day, LocalTime from, OptionalLong bytesPerS) {
    public Change {
      if (bytesPerS.isPresent() && bytesPerS.getAsLong() < 1) {
        throw new IllegalArgumentException("a rate is not above 0: " + bytesPerS.getAsLong());
      }
    }

    private String text() {
      return day.map(some -> name(some) + "-").orElse("") + from + "," + written(bytesPerS);
    }
  }

  /** A change at a moment of the week. */
  private record Moment(DayOfWeek day, LocalTime time, OptionalLong bytesPerS) {}

  public RateTimetable {
    changes = List.copyOf(changes);
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a timetable without a rate");
    }
  }

  /** The same rate at all times, in bytes a second. */
  public static RateTimetable always(long bytesPerS) {
    return new RateTimetable(
        List.of(new Change(Optional.empty(), LocalTime.MIDNIGHT, OptionalLong.of(bytesPerS))));
  }

  /** What a text stands for; empty if it is none. */
  static Optional<RateTimetable> of(String text) {
    String stripped = text.strip();
    Optional<OptionalLong> one = rate(stripped);
    if (one.isPresent()) {
      return Optional.of(
          new RateTimetable(List.of(new Change(Optional.empty(), LocalTime.MIDNIGHT, one.get()))));
    }
    List<Change> changes = new ArrayList<>();
    for (String part : stripped.split("[\\s;]+", -1)) {
      Optional<Change> change = change(part);
      if (change.isEmpty()) {
        return Optional.empty();
      }
      changes.add(change.get());
    }
    return Optional.of(new RateTimetable(changes));
  }

  private static Optional<Change> change(String text) {
    Matcher change = CHANGE.matcher(text);
    if (!change.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(change.group(2));
    int minute = Integer.parseInt(change.group(3));
    Optional<OptionalLong> rate = rate(change.group(4));
    Optional<DayOfWeek> day = Optional.ofNullable(change.group(1)).flatMap(RateTimetable::day);
    boolean unknownDay = change.group(1) != null && day.isEmpty();
    return hour > 23 || minute > 59 || rate.isEmpty() || unknownDay
        ? Optional.empty()
        : Optional.of(new Change(day, LocalTime.of(hour, minute), rate.get()));
  }

  private static Optional<DayOfWeek> day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (name(day).equalsIgnoreCase(name)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private static String name(DayOfWeek day) {
    return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
  }

  private static Optional<OptionalLong> rate(String text) {
    if (text.equalsIgnoreCase(OFF)) {
      return Optional.of(OptionalLong.empty());
    }
    try {
      return Optional.of(OptionalLong.of(RATE.ofText(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String written(OptionalLong bytesPerS) {
    if (bytesPerS.isEmpty()) {
      return OFF;
    }
    for (String unit : UNITS) {
      long bytes = RATE.ofText("1" + unit);
      if (bytesPerS.getAsLong() % bytes == 0) {
        return bytesPerS.getAsLong() / bytes + unit;
      }
    }
    return Long.toString(bytesPerS.getAsLong());
  }

  /** Bytes a second that hold at a time; empty for no limit. */
  public OptionalLong at(LocalDateTime time) {
    List<Moment> week = week();
    OptionalLong holds = week.getLast().bytesPerS();
    for (Moment moment : week) {
      int days = moment.day().compareTo(time.getDayOfWeek());
      if (days < 0 || (days == 0 && !moment.time().isAfter(time.toLocalTime()))) {
        holds = moment.bytesPerS();
      }
    }
    return holds;
  }

  /** Whether another rate may hold at another time. */
  public boolean changesByItself() {
    return changes.size() > 1;
  }

  private List<Moment> week() {
    List<Moment> week = new ArrayList<>();
    for (Change change : changes) {
      for (DayOfWeek day : change.day().map(List::of).orElse(List.of(DayOfWeek.values()))) {
        week.add(new Moment(day, change.from(), change.bytesPerS()));
      }
    }
    // Stable: of two at the same time the last one given stays the last.
    week.sort(Comparator.comparing(Moment::day).thenComparing(Moment::time));
    return week;
  }

  /** As an option's value: {@code 20M}, {@code off}, {@code 08:00,5M 19:00,off}. */
  public String text() {
    return changesByItself()
        ? changes.stream().map(Change::text).collect(Collectors.joining(" "))
        : written(changes.getFirst().bytesPerS());
  }
}
