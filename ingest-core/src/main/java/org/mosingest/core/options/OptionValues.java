package org.mosingest.core.options;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Values of options, each of its option's type. Immutable. */
public final class OptionValues {

  /** No option given. */
  public static final OptionValues NONE = new OptionValues(Map.of());

  private final Map<Option<?>, Object> values;

  private OptionValues(Map<Option<?>, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** The defaults of those that have one of their own, in their order. */
  public static OptionValues defaults(List<Option<?>> options) {
    Map<Option<?>, Object> defaults = new LinkedHashMap<>();
    for (Option<?> option : options) {
      option.fallback().value().ifPresent(value -> defaults.put(option, value));
    }
    return new OptionValues(defaults);
  }

  /** These, and what the others have beside. */
  public OptionValues over(OptionValues others) {
    Map<Option<?>, Object> both = new LinkedHashMap<>(others.values);
    both.putAll(values);
    return new OptionValues(both);
  }

  /** Those of these options. */
  public OptionValues only(Collection<Option<?>> options) {
    Map<Option<?>, Object> some = new LinkedHashMap<>(values);
    some.keySet().retainAll(options);
    return new OptionValues(some);
  }

  /** The value given for an option. */
  public <T> Optional<T> find(Option<T> option) {
    @SuppressWarnings("unchecked") // Only with() puts values in, and it takes the option's own.
    Optional<T> value = (Optional<T>) Optional.ofNullable(values.get(option));
    return value;
  }

  /** The text given for an option; a blank one, as an empty variable gives it, is none. */
  public Optional<String> findText(Option<String> option) {
    return find(option).filter(text -> !text.isBlank());
  }

  /**
   * The value given for an option, else its default.
   *
   * @throws NoSuchElementException if it has no default of its own
   */
  public <T> T get(Option<T> option) {
    return find(option)
        .or(() -> option.fallback().value())
        .orElseThrow(() -> new NoSuchElementException(option.flag() + " has no default"));
  }

  /** The same with a value given for an option, instead of any other. */
  public <T> OptionValues with(Option<T> option, T value) {
    Map<Option<?>, Object> more = new LinkedHashMap<>(values);
    more.put(option, value);
    return new OptionValues(more);
  }

  /** The same without an option. */
  public OptionValues without(Option<?> option) {
    Map<Option<?>, Object> fewer = new LinkedHashMap<>(values);
    fewer.remove(option);
    return new OptionValues(fewer);
  }

  /** The same with each path replaced, which is handed over with its option's key. */
  public OptionValues mapPaths(BiFunction<String, Path, Path> to) {
    Map<Option<?>, Object> mapped = new LinkedHashMap<>();
    values.forEach(
        (option, value) -> mapped.put(option, mapped(value, path -> to.apply(option.key(), path))));
    return new OptionValues(mapped);
  }

  private static Object mapped(Object value, UnaryOperator<Path> to) {
    return switch (value) {
      case Path path -> to.apply(path);
      case ArchivePlace.Local(Path file) -> new ArchivePlace.Local(to.apply(file));
      case List<?> several -> several.stream().map(one -> mapped(one, to)).toList();
      default -> value;
    };
  }

  /** What was given, by its key in JSON, as values for JSON, in the order in which it was given. */
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.keySet().forEach(option -> plain.put(option.jsonKey(), plain(option)));
    return plain;
  }

  private <T> Object plain(Option<T> option) {
    return option.type().plain(get(option));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OptionValues that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The values, for messages of tests; secrets are masked. */
  @Override
  public String toString() {
    Map<String, Object> shown = new LinkedHashMap<>();
    values.keySet().forEach(option -> shown.put(option.jsonKey(), masked(option)));
    return shown.toString();
  }

  private <T> Object masked(Option<T> option) {
    return option.type().plain(get(option)) instanceof List<?> several
        ? several.stream().map(one -> option.secret().masked(String.valueOf(one))).toList()
        : option.secret().masked(String.valueOf(plain(option)));
  }
}
