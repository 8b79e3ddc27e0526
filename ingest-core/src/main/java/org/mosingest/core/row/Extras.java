package org.mosingest.core.row;

import java.util.List;

/**
 * What a row has beyond its 15 keys, in order.
 *
 * @param keys the keys; rows of one corpus share one list
 * @param values a value for each: a {@link String}, a finite {@link Double} or a {@link Long}
 */
public record Extras(List<String> keys, List<Object> values) {

  /** Nothing. */
  public static final Extras NONE = new Extras(List.of(), List.of());

  public Extras {
    values = List.copyOf(values);
    if (keys.size() != values.size()) {
      throw new IllegalArgumentException(keys.size() + " keys and " + values.size() + " values");
    }
  }
}
