package org.mosingest.daemon.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.options.BadOptionsException;
import org.mosingest.core.options.LimitOption;
import org.mosingest.core.options.Option;
import org.mosingest.core.options.OptionValues;
import org.mosingest.core.options.OptionsJson;
import org.mosingest.core.options.Wording;
import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is to be changed, as JSON: {@code {"downloads": 8, "limit_rate": "20M"}}. */
public final class LimitsJson {

  private LimitsJson() {}

  /**
   * Reads a change; what is not given stays.
   *
   * @param json UTF-8
   * @throws BadOptionsException if it is no JSON object, or anything in it is unknown, of the wrong
   *     type or out of range
   */
  public static OptionValues read(byte[] json) throws BadOptionsException {
    ObjectNode read;
    try {
      read = OptionsJson.object(json, "the limits must be a JSON object");
    } catch (IllegalArgumentException e) {
      throw new BadOptionsException(List.of(Wording.of(String.valueOf(e.getMessage()))));
    }
    List<Wording> problems = new ArrayList<>();
    OptionValues given = OptionValues.NONE;
    for (Option<?> option : LimitOption.ALL) {
      String key = option.jsonKey();
      Optional<Map.Entry<String, JsonNode>> value =
          Optional.ofNullable(read.get(key)).map(node -> Map.entry(key, node));
      given = OptionsJson.with(option, value, given, problems);
    }
    List<String> known = LimitOption.ALL.stream().map(Option::jsonKey).toList();
    read.propertyNames().stream()
        .filter(key -> !known.contains(key))
        .forEach(key -> problems.add(Wording.of("there is no limit " + Text.printable(key))));
    if (!problems.isEmpty()) {
      throw new BadOptionsException(problems);
    }
    return given;
  }
}
