package org.mosingest.core.yaml;

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
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML document as values that know their lines, with what is wrong in it that it can be read
 * past. Immutable.
 *
 * @param root the whole; an empty text where there is none
 * @param problems by line, in the document's order: keys that come twice, aliases, a second
 *     document
 */
public record YamlDocument(YamlNode root, List<Problem> problems) {

  /** Deeper than any file that people write for this program. */
  private static final int DEEPEST = 20;

  private static final YAMLFactory YAML =
      YAMLFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  public YamlDocument {
    problems = List.copyOf(problems);
  }

  /**
   * What is wrong on a line.
   *
   * @param line from 1
   */
  public record Problem(int line, String what) {}

  /**
   * Reads a document.
   *
   * @throws BadYamlException if it is no YAML, or nested deeper than 20 levels
   */
  public static YamlDocument read(String text) throws BadYamlException {
    List<Problem> problems = new ArrayList<>();
    try (JsonParser parser = YAML.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return new YamlDocument(new YamlNode.Scalar(1, ""), problems);
      }
      YamlNode root = node(parser, problems);
      if (parser.nextToken() != null) {
        problems.add(new Problem(lineOf(parser), "a second document begins; only one is allowed"));
      }
      return new YamlDocument(root, problems);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new BadYamlException(line, Text.printable(why), e);
    }
  }

  private static int lineOf(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  private static YamlNode node(JsonParser parser, List<Problem> problems) {
    int line = lineOf(parser);
    JsonToken token = parser.currentToken();
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      problems.add(new Problem(line, "aliases are not supported: write the value itself"));
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser, problems));
      }
      return new YamlNode.Items(line, items);
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, YamlNode> entries = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        int keyLine = lineOf(parser);
        parser.nextToken();
        if (entries.put(key, node(parser, problems)) != null) {
          problems.add(new Problem(keyLine, Text.printable(key) + " appears twice"));
        }
      }
      return new YamlNode.Keys(line, entries);
    }
    return new YamlNode.Scalar(line, token == JsonToken.VALUE_NULL ? "" : parser.getString());
  }
}
