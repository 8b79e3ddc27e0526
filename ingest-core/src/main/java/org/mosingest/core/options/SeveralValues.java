package org.mosingest.core.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Several values of one type: an option that may be repeated, an array in JSON. */
record SeveralValues<T>(OptionType<T> one) implements OptionType<List<T>> {

  @Override
  public String label() {
    return one.label();
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public List<T> ofText(String text) {
    return List.of(one.ofText(text));
  }

  /** An array, or a single value. */
  @Override
  public Optional<List<T>> ofJson(JsonNode json) {
    if (!json.isArray()) {
      return one.ofJson(json).map(List::of);
    }
    List<T> values = new ArrayList<>();
    for (JsonNode element : json) {
      one.ofJson(element).ifPresent(values::add);
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(values));
  }

  @Override
  public Object plain(List<T> value) {
    return value.stream().map(one::plain).toList();
  }

  @Override
  public Map<String, Object> schema() {
    return Map.of("type", "array", "items", one.schema());
  }
}
