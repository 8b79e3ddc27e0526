package org.mosingest.core.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What values an option takes, and how they are written: as text on a command line, in the
 * environment and in a configuration file, as JSON in the API. {@link OptionTypes} has those there
 * are. Immutable.
 *
 * @param <T> the values
 */
public interface OptionType<T> {

  /** How help calls a value, {@code FILE} say; empty for a flag, which takes none. */
  String label();

  /** The text that the option stands for when it is given without a value; none if it needs one. */
  default Optional<String> bare() {
    return Optional.empty();
  }

  /** The texts there are, for a shell to complete; empty if they are without number. */
  default List<String> candidates() {
    return List.of();
  }

  /**
   * Whether it may be given more than once; then {@link #ofText} takes one of its values, and each
   * value is a list, whose parts count together.
   */
  default boolean repeatable() {
    return false;
  }

  /** The key in JSON of the option with that key: another one where JSON holds something else. */
  default String jsonKey(String key) {
    return key;
  }

  /**
   * The value that a text stands for.
   *
   * @throws IllegalArgumentException with the text and what was wanted instead, if it is none
   */
  T ofText(String text);

  /**
   * The value that a JSON value stands for, its type taken strictly: {@code "9"} is no number.
   *
   * @return none where it says the same as leaving the option out
   * @throws IllegalArgumentException as {@link #ofText} does
   */
  Optional<T> ofJson(JsonNode json);

  /** The value for JSON: a string, a number or a boolean that {@link #ofJson} reads as the same. */
  Object plain(T value);

  /** What JSON it takes, in the words of JSON Schema. */
  Map<String, Object> schema();
}
