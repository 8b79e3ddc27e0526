package org.mosingest.core.options;

import org.mosingest.core.row.Text;
import tools.jackson.databind.JsonNode;

/** The words for a value that an option cannot take. */
final class Misfit {

  private Misfit() {}

  static IllegalArgumentException of(String wanted, String text) {
    return new IllegalArgumentException("'" + Text.printable(text) + "' is not " + wanted);
  }

  static IllegalArgumentException of(String wanted, JsonNode json) {
    return new IllegalArgumentException(Text.printable(json.toString()) + " is not " + wanted);
  }

  /** The text that a JSON string holds; anything else is a misfit. */
  static String string(JsonNode json) {
    if (!json.isString()) {
      throw of("a text", json);
    }
    return json.asString();
  }
}
