package org.mosingest.core.profile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.mosingest.core.failures.BadPatternException;
import org.mosingest.core.row.Text;
import org.mosingest.core.yaml.YamlNode;

/**
 * The keys of one level of a declaration: hands out their values and notes what is wrong with them.
 * Not thread-safe.
 */
final class KeyValues {

  private final YamlNode.Keys keys;
  private final String path;
  private final List<String> problems;
  private final Set<String> known = new HashSet<>();

  KeyValues(YamlNode.Keys keys, String path, List<String> problems) {
    this.keys = keys;
    this.path = path;
    this.problems = problems;
  }

  /** Something is wrong with the value of a key, or with the lack of it. */
  void problem(String key, String what) {
    YamlNode node = keys.entries().get(key);
    problems.add((node == null ? keys.line() : node.line()) + ": " + path + key + ": " + what);
  }

  boolean has(String key) {
    return keys.entries().containsKey(key);
  }

  private Optional<YamlNode> node(String key) {
    known.add(key);
    return Optional.ofNullable(keys.entries().get(key));
  }

  /** A text; empty if there is none. */
  String text(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return "";
    }
    if (node.get() instanceof YamlNode.Scalar scalar) {
      return scalar.text().strip();
    }
    problem(key, "expected a text, not " + node.get().what());
    return "";
  }

  /** A text that must be there. */
  String required(String key, String meaning) {
    String text = text(key);
    if (text.isEmpty() && !(has(key) && !(keys.entries().get(key) instanceof YamlNode.Scalar))) {
      problem(key, "it is missing: " + meaning);
    }
    return text;
  }

  /** Texts, or a single one; {@code otherwise} if the key is not there. */
  List<String> texts(String key, List<String> otherwise) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    return switch (node.get()) {
      case YamlNode.Scalar scalar -> List.of(scalar.text().strip());
      case YamlNode.Items items -> {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items.items()) {
          if (item instanceof YamlNode.Scalar scalar) {
            texts.add(scalar.text().strip());
          } else {
            problems.add(item.line() + ": " + path + key + ": expected texts, not " + item.what());
          }
        }
        yield texts;
      }
      case YamlNode.Keys other -> {
        problem(key, "expected a list of texts, not " + other.what());
        yield otherwise;
      }
    };
  }

  /** A whole number from 0. */
  OptionalInt count(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(text.replace("_", ""));
      if (number >= 0) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    problem(key, "expected a whole number of 0 or more, not '" + Text.printable(text) + "'");
    return OptionalInt.empty();
  }

  /** A finite number. */
  OptionalDouble number(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return OptionalDouble.of(number);
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    problem(key, "expected a number, not '" + Text.printable(text) + "'");
    return OptionalDouble.empty();
  }

  /** Yes or no; no if it is not there. */
  boolean flag(String key) {
    String text = text(key);
    if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
      problem(key, "expected true or false, not '" + Text.printable(text) + "'");
    }
    return text.equals("true");
  }

  /** An expression. */
  Optional<NamePattern> pattern(String key) {
    String text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(NamePattern.of(text));
    } catch (BadPatternException e) {
      problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** Texts with places for values. */
  List<CellTemplate> templates(String key) {
    List<CellTemplate> templates = new ArrayList<>();
    for (String text : texts(key, List.of())) {
      try {
        templates.add(CellTemplate.of(text));
      } catch (BadPatternException e) {
        problem(key, String.valueOf(e.getMessage()));
      }
    }
    return templates;
  }

  /** The keys below a key; without any if it is not there. */
  KeyValues section(String key) {
    YamlNode node = node(key).orElse(new YamlNode.Keys(keys.line(), Map.of()));
    if (node instanceof YamlNode.Keys inner) {
      return new KeyValues(inner, path + key + ".", problems);
    }
    problem(key, "expected keys with values, not " + node.what());
    return new KeyValues(new YamlNode.Keys(node.line(), Map.of()), path + key + ".", problems);
  }

  /** The keys of each item of a list. */
  List<KeyValues> sections(String key) {
    Optional<YamlNode> node = node(key);
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof YamlNode.Items items)) {
      problem(key, "expected a list, not " + node.get().what());
      return List.of();
    }
    List<KeyValues> sections = new ArrayList<>();
    for (YamlNode item : items.items()) {
      if (item instanceof YamlNode.Keys inner) {
        sections.add(new KeyValues(inner, path + key + ".", problems));
      } else {
        problems.add(
            item.line() + ": " + path + key + ": expected keys with values, not " + item.what());
      }
    }
    return sections;
  }

  /** To be called last: what was not asked for is unknown. */
  void end() {
    keys.entries()
        .forEach(
            (key, node) -> {
              if (!known.contains(key)) {
                problems.add(
                    node.line()
                        + ": "
                        + path
                        + Text.printable(key)
                        + ": no such key; the keys are "
                        + String.join(", ", known.stream().sorted().toList()));
              }
            });
  }
}
