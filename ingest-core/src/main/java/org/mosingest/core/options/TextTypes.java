package org.mosingest.core.options;

import com.google.common.base.Ascii;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.failures.ReasonPattern;
import tools.jackson.databind.JsonNode;

/** The types of options whose values are words: texts, paths, patterns, one of several. */
final class TextTypes {

  private TextTypes() {}

  record AnyText(String label) implements OptionType<String> {
    @Override
    public String ofText(String text) {
      return text;
    }

    @Override
    public Optional<String> ofJson(JsonNode json) {
      return Optional.of(Misfit.string(json));
    }

    @Override
    public Object plain(String value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "string");
    }
  }

  record AnyPath(String label) implements OptionType<Path> {
    @Override
    public Path ofText(String text) {
      try {
        if (!text.isBlank()) {
          return Path.of(text);
        }
      } catch (InvalidPathException e) {
        // Said below, as for an empty one.
      }
      throw Misfit.of("a path", text);
    }

    @Override
    public Optional<Path> ofJson(JsonNode json) {
      return Optional.of(ofText(Misfit.string(json)));
    }

    @Override
    public Object plain(Path value) {
      return value.toString();
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "string");
    }
  }

  record Flag() implements OptionType<Boolean> {
    private static final String WANTED = "true or false";

    @Override
    public String label() {
      return "";
    }

    @Override
    public Optional<String> bare() {
      return Optional.of("true");
    }

    @Override
    public Boolean ofText(String text) {
      return switch (Ascii.toLowerCase(text)) {
        case "true" -> true;
        case "false" -> false;
        default -> throw Misfit.of(WANTED, text);
      };
    }

    @Override
    public Optional<Boolean> ofJson(JsonNode json) {
      if (!json.isBoolean()) {
        throw Misfit.of(WANTED, json);
      }
      return Optional.of(json.booleanValue());
    }

    @Override
    public Object plain(Boolean value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "boolean");
    }
  }

  record Reasons() implements OptionType<ReasonPattern> {
    @Override
    public String label() {
      return "REGEX";
    }

    @Override
    public Optional<String> bare() {
      return Optional.of("");
    }

    @Override
    public ReasonPattern ofText(String text) {
      try {
        return ReasonPattern.of(text);
      } catch (BadPatternException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    /** {@code true} is every reason, {@code false} none. */
    @Override
    public Optional<ReasonPattern> ofJson(JsonNode json) {
      if (json.isBoolean()) {
        return json.booleanValue() ? Optional.of(ReasonPattern.any()) : Optional.empty();
      }
      if (!json.isString()) {
        throw Misfit.of("a regular expression, true or false", json);
      }
      return Optional.of(ofText(json.asString()));
    }

    @Override
    public Object plain(ReasonPattern value) {
      return value.toString();
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", List.of("string", "boolean"), "maxLength", ReasonPattern.LONGEST);
    }
  }

  record Choice<T>(
      String label,
      List<String> candidates,
      Function<String, Optional<T>> byName,
      Function<T, String> name)
      implements OptionType<T> {

    @Override
    public T ofText(String text) {
      return byName
          .apply(Ascii.toLowerCase(text))
          .orElseThrow(() -> Misfit.of("one of " + candidates, text));
    }

    @Override
    public Optional<T> ofJson(JsonNode json) {
      return Optional.of(ofText(Misfit.string(json)));
    }

    @Override
    public Object plain(T value) {
      return name.apply(value);
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "string", "enum", candidates);
    }
  }
}
