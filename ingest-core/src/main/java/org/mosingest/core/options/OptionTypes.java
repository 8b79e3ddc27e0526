package org.mosingest.core.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.profile.Corpus;
import org.mosingest.core.votes.VoteColumns;

/** The types of options that there are. */
public final class OptionTypes {

  private OptionTypes() {}

  /** Any text; {@code label} is how help calls it. */
  public static OptionType<String> text(String label) {
    return new TextTypes.AnyText(label);
  }

  /** A path, which need not exist. */
  public static OptionType<Path> path(String label) {
    return new TextTypes.AnyPath(label);
  }

  /** Where an archive is: an http or https URL, or a file. */
  public static OptionType<ArchivePlace> archive() {
    return new ArchiveType();
  }

  /** Given or not. */
  public static OptionType<Boolean> flag() {
    return new TextTypes.Flag();
  }

  /** A whole number from {@code least} to 2 147 483 647. */
  public static OptionType<Integer> wholeNumber(int least) {
    return new NumberTypes.WholeNumber(least);
  }

  /** A number from 0 to 1. */
  public static OptionType<Double> share() {
    return new NumberTypes.Share();
  }

  /** Seconds from 0 to {@code most}, to the millisecond. */
  public static OptionType<Duration> seconds(Duration most) {
    return new NumberTypes.Seconds(most, false);
  }

  /** The same, where 0 is no limit: {@link RunOptions#FOR_EVER}. */
  public static OptionType<Duration> secondsOrNoLimit(Duration most) {
    return new NumberTypes.Seconds(most, true);
  }

  /**
   * A number of bytes with an optional unit: {@code K}, {@code M}, {@code G}, {@code T} in powers
   * of 1024 as curl has them, and so {@code KiB}; {@code KB} and its like in powers of 1000.
   */
  public static OptionType<Long> size() {
    return new NumberTypes.Size("SIZE", 0, "a size like 500K, 20M or 10GB");
  }

  /** Bytes a second, above 0, written as a {@link #size}: at all times, or by a timetable. */
  public static OptionType<RateTimetable> rate() {
    return new RateType();
  }

  /** A pattern for reasons; the one that finds something in each if none is given. */
  public static OptionType<ReasonPattern> reasons() {
    return new TextTypes.Reasons();
  }

  /** Any number of values of a type: the option may be repeated. */
  public static <T> OptionType<List<T>> several(OptionType<T> one) {
    return new SeveralValues<>(one);
  }

  /** How the columns of votes tables are called. */
  public static OptionType<VoteColumns> voteColumns() {
    return new VoteColumnsType();
  }

  /** A corpus of one's own: a file on a command line, its text in JSON. */
  public static OptionType<Corpus> declaredCorpus() {
    return new DeclaredCorpus();
  }

  /**
   * One of several, by its name in small letters.
   *
   * @param names all names
   * @param byName the value of a name
   * @param name the name of a value
   */
  public static <T> OptionType<T> choice(
      String label,
      List<String> names,
      Function<String, Optional<T>> byName,
      Function<T, String> name) {
    return new TextTypes.Choice<>(label, names, byName, name);
  }
}
