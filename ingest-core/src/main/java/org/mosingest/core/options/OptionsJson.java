package org.mosingest.core.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options read from JSON objects that somebody else wrote. Stateless and thread-safe. */
public final class OptionsJson {

  /** A key that comes twice, or text behind the object, is an error. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private OptionsJson() {}

  /**
   * Reads an object.
   *
   * @param json UTF-8
   * @param otherwise what is said of JSON that is no object
   * @throws IllegalArgumentException if it is no JSON object
   */
  public static ObjectNode object(byte[] json, String otherwise) {
    JsonNode read;
    try {
      read = JSON.readTree(json);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "this is not JSON: " + Text.printable(e.getOriginalMessage()), e);
    }
    if (read instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException(otherwise);
  }

  /**
   * The values, with an option's if one is given that fits it.
   *
   * @param given the name by which it is given, and its value; empty if it is not
   * @param problems is added to if the value does not fit
   */
  public static <T> OptionValues with(
      Option<T> option,
      Optional<Map.Entry<String, JsonNode>> given,
      OptionValues values,
      List<Wording> problems) {
    try {
      return given
          .flatMap(entry -> option.type().ofJson(entry.getValue()))
          .map(value -> values.with(option, value))
          .orElse(values);
    } catch (IllegalArgumentException e) {
      problems.add(
          Wording.ofKey(
              given.map(Map.Entry::getKey).orElse(option.jsonKey()), ": " + e.getMessage()));
      return values;
    }
  }
}
