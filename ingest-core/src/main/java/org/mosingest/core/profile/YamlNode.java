package org.mosingest.core.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mosingest.core.row.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A part of a YAML document that knows its line. */
sealed interface YamlNode {

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
    @Override
    public String what() {
      return "a list";
    }
  }

  /** Keys with their values, in order. */
  record Keys(int line, Map<String, YamlNode> entries) implements YamlNode {
    @Override
    public String what() {
      return "keys with values";
    }
  }

  /** Deeper than any declaration. */
  int DEEPEST = 20;

  /**
   * Reads a document.
   *
   * @param problems is given what is wrong with it, {@code LINE: what}
   */
  static YamlNode read(String text, List<String> problems) {
    YAMLFactory yaml =
        YAMLFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    try (JsonParser parser = yaml.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return new Scalar(1, "");
      }
      YamlNode node = node(parser, problems);
      if (parser.nextToken() != null) {
        problems.add(lineOf(parser) + ": a second document begins; a declaration is one");
      }
      return node;
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.add(
          line
              + ": this is not YAML: "
              + Text.printable(e.getOriginalMessage().lines().findFirst().orElse("")));
      return new Keys(1, Map.of());
    }
  }

  private static int lineOf(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static YamlNode node(JsonParser parser, List<String> problems) {
    int line = lineOf(parser);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser, problems));
      }
      return new Items(line, items);
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, YamlNode> entries = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        int keyLine = lineOf(parser);
        parser.nextToken();
        if (entries.put(key, node(parser, problems)) != null) {
          problems.add(keyLine + ": " + Text.printable(key) + " comes twice");
        }
      }
      return new Keys(line, entries);
    }
    return new Scalar(line, token == JsonToken.VALUE_NULL ? "" : parser.getString());
  }
}
