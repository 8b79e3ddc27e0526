package org.mosingest.core.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Text;

/** A part of a YAML document that knows its line. */
public sealed interface YamlNode {

  /** The line on which it begins, from 1. */
  int line();

  /** What it is, for a message. */
  String what();

  /** A single value; a null is an empty text. */
  record Scalar(int line, String text) implements YamlNode {
    @Override
    public String what() {
      return "the text '" + Text.printable(text) + "'";
    }
  }

  /** A list. */
  record Items(int line, List<YamlNode> items) implements YamlNode {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String what() {
      return "a list";
    }
  }

  /** Keys with their values, in order. */
  record Keys(int line, Map<String, YamlNode> entries) implements YamlNode {
    public Keys {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String what() {
      return "keys with values";
    }
  }
}
