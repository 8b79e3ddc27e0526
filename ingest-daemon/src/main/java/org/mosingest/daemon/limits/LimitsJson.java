package org.mosingest.daemon.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is to be changed, as JSON: {@code {"downloads": 8, "limit_rate": "20M"}}. */
public final class LimitsJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LimitsJson() {}

  /**
   * Reads a change; what is not given stays.
   *
   * @param json UTF-8
   * @throws IllegalArgumentException if it is no JSON object, or anything in it is unknown, of the
   *     wrong type or out of range; the message tells of all
   */
  public static OptionValues read(byte[] json) {
    JsonNode read;
    try {
      read = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "this is not JSON: " + Text.printable(e.getOriginalMessage()), e);
    }
    if (!read.isObject()) {
      throw new IllegalArgumentException("limits are a JSON object");
    }
    List<String> problems = new ArrayList<>();
    OptionValues given = OptionValues.NONE;
    for (Option<?> option : LimitOption.ALL) {
      given = with(option, read.path(option.jsonKey()), given, problems);
    }
    List<String> known = LimitOption.ALL.stream().map(Option::jsonKey).toList();
    read.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> problems.add("no limit is called " + Text.printable(key)));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return given;
  }

  private static <T> OptionValues with(
      Option<T> option, JsonNode value, OptionValues given, List<String> problems) {
    if (value.isMissingNode()) {
      return given;
    }
    try {
      Optional<T> read = option.type().ofJson(value);
      return read.isPresent() ? given.with(option, read.get()) : given;
    } catch (IllegalArgumentException e) {
      problems.add(option.jsonKey() + ": " + e.getMessage());
      return given;
    }
  }
}
