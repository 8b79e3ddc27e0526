package org.mosingest.core.options;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Bytes a second, at all times or by the time of the week. */
record RateType() implements OptionType<RateTimetable> {

  private static final String WANTED =
      "a rate like 500K, 20M or 5MB, off, or times with their rates like '08:00,5M 19:00,off'";

  @Override
  public String label() {
    return "R";
  }

  @Override
  public RateTimetable ofText(String text) {
    return RateTimetable.of(text).orElseThrow(() -> Misfit.of(WANTED, text));
  }

  @Override
  public Optional<RateTimetable> ofJson(JsonNode json) {
    if (json.isIntegralNumber() || json.isString()) {
      return Optional.of(
          RateTimetable.of(json.asString()).orElseThrow(() -> Misfit.of(WANTED, json)));
    }
    throw Misfit.of(WANTED, json);
  }

  @Override
  public Object plain(RateTimetable value) {
    return value.text();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", List.of("integer", "string"));
  }
}
