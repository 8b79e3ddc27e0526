package org.mosingest.daemon.runs;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object, each read with its type and bounds; what is wrong is collected. A
 * null counts as not given.
 */
final class OptionFields {

  private final JsonNode object;
  private final List<String> problems = new ArrayList<>();

  OptionFields(JsonNode object) {
    this.object = object;
  }

  /** What is wrong so far. */
  List<String> problems() {
    return problems;
  }

  void problem(String text) {
    problems.add(text);
  }

  private Optional<JsonNode> given(String key) {
    return object.hasNonNull(key) ? Optional.of(object.get(key)) : Optional.empty();
  }

  private void wrong(String key, JsonNode value, String wanted) {
    problems.add(key + ": " + Text.printable(value.toString()) + " is not " + wanted);
  }

  Optional<String> text(String key) {
    Optional<JsonNode> value = given(key);
    if (value.isPresent() && !value.get().isString()) {
      wrong(key, value.get(), "a text");
      return Optional.empty();
    }
    return value.map(JsonNode::asString);
  }

  Optional<Path> path(String key) {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (!text.get().isBlank()) {
        return Optional.of(Path.of(text.get()));
      }
    } catch (InvalidPathException e) {
      // Said below, as for an empty one.
    }
    problems.add(key + ": '" + Text.printable(text.get()) + "' is not a path");
    return Optional.empty();
  }

  Optional<Integer> integer(String key, int least) {
    Optional<JsonNode> value = given(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isIntegralNumber()
        && value.get().canConvertToInt()
        && value.get().intValue() >= least) {
      return Optional.of(value.get().intValue());
    }
    wrong(key, value.get(), "a whole number from " + least + " to " + Integer.MAX_VALUE);
    return Optional.empty();
  }

  Optional<Double> share(String key) {
    Optional<JsonNode> value = given(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isNumber()
        && value.get().doubleValue() >= 0
        && value.get().doubleValue() <= 1) {
      return Optional.of(value.get().doubleValue());
    }
    wrong(key, value.get(), "a share from 0 to 1");
    return Optional.empty();
  }

  /** A number of seconds, to the millisecond. */
  Optional<Duration> seconds(String key, Duration least, Duration most) {
    Optional<JsonNode> value = given(key);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.get().isNumber() && Double.isFinite(value.get().doubleValue())) {
      double asked = value.get().doubleValue();
      if (asked * 1000 >= least.toMillis() && asked <= most.toSeconds()) {
        return Optional.of(Duration.ofMillis(Math.round(asked * 1000)));
      }
    }
    wrong(
        key,
        value.get(),
        "a number of seconds from "
            + BigDecimal.valueOf(least.toMillis(), 3).stripTrailingZeros().toPlainString()
            + " to "
            + most.toSeconds());
    return Optional.empty();
  }

  boolean flag(String key) {
    Optional<JsonNode> value = given(key);
    if (value.isPresent() && !value.get().isBoolean()) {
      wrong(key, value.get(), "true or false");
      return false;
    }
    return value.isPresent() && value.get().booleanValue();
  }

  /** A regular expression; {@code true} for one that finds something in every text. */
  Optional<ReasonPattern> pattern(String key) {
    Optional<JsonNode> value = given(key);
    if (value.isEmpty() || (value.get().isBoolean() && !value.get().booleanValue())) {
      return Optional.empty();
    }
    if (value.get().isBoolean()) {
      return Optional.of(ReasonPattern.any());
    }
    if (value.get().isString()) {
      try {
        return Optional.of(ReasonPattern.of(value.get().asString()));
      } catch (BadPatternException e) {
        problems.add(key + ": " + e.getMessage());
        return Optional.empty();
      }
    }
    wrong(key, value.get(), "a regular expression, true or false");
    return Optional.empty();
  }
}
