package org.mosingest.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.SmallFile;
import org.mosingest.core.yaml.BadYamlException;
import org.mosingest.core.yaml.YamlDocument;
import org.mosingest.core.yaml.YamlNode;

/**
 * The configuration file: a YAML mapping of options' long names to their values, a list where an
 * option may be repeated.
 *
 * @param path where it lies
 * @param entries by the option's name without its dashes
 */
record ConfigurationFile(Path path, Map<String, Entry> entries) {

  private static final String VARIABLE = "INGEST_CONFIG";

  /** Far more than all options take. */
  private static final int LONGEST = 1 << 20;

  ConfigurationFile {
    entries = Map.copyOf(entries);
  }

  /**
   * What an option is set to.
   *
   * @param line where, from 1
   * @param values one, or those of a list
   */
  record Entry(int line, List<String> values) {
    Entry {
      values = List.copyOf(values);
    }
  }

  /**
   * The file that counts: {@code $INGEST_CONFIG}, else {@code ingest/config.yaml} in {@code
   * $XDG_CONFIG_HOME}, else in {@code ~/.config}; empty where the variable is not set and there is
   * none.
   *
   * @throws IOException if it cannot be read, or is no such mapping; the message names the line
   */
  static Optional<ConfigurationFile> find(Map<String, String> environment) throws IOException {
    String given = environment.getOrDefault(VARIABLE, "");
    if (!given.isEmpty()) {
      return Optional.of(read(Path.of(given)));
    }
    String folder = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path usual =
        (folder.isEmpty()
                ? Path.of(System.getProperty("user.home", ""), ".config")
                : Path.of(folder))
            .resolve("ingest/config.yaml");
    return Files.isRegularFile(usual) ? Optional.of(read(usual)) : Optional.empty();
  }

  private static ConfigurationFile read(Path file) throws IOException {
    String text;
    try {
      text = SmallFile.text(file, LONGEST);
    } catch (IOException e) {
      throw new IOException(
          "cannot read the configuration file " + file + ": " + FaultWords.of(e), e);
    }
    YamlDocument document;
    try {
      document = YamlDocument.read(text);
    } catch (BadYamlException e) {
      // Why may hold a value that is secret.
      throw new IOException(file + ":" + e.line() + ": this is not YAML", e);
    }
    for (YamlDocument.Problem problem : document.problems()) {
      throw new IOException(file + ":" + problem.line() + ": " + problem.what());
    }
    return new ConfigurationFile(file, entries(file, document.root()));
  }

  private static Map<String, Entry> entries(Path file, YamlNode root) throws IOException {
    return switch (root) {
      case YamlNode.Keys keys -> {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> given : keys.entries().entrySet()) {
          String key = given.getKey().replace('_', '-');
          Entry entry = entry(file, key, given.getValue());
          if (entries.put(key, entry) != null) {
            throw new IOException(file + ":" + entry.line() + ": " + key + " appears twice");
          }
        }
        yield entries;
      }
      // A file of comments alone holds nothing.
      case YamlNode.Scalar(int _, String text) when text.isEmpty() -> Map.of();
      case YamlNode.Scalar _, YamlNode.Items _ ->
          throw new IOException(
              file + ":" + root.line() + ": expected lines of the form KEY: VALUE");
    };
  }

  private static Entry entry(Path file, String key, YamlNode value) throws IOException {
    if (!(value instanceof YamlNode.Items(int line, List<YamlNode> items))) {
      return new Entry(value.line(), List.of(scalar(file, key, value)));
    }
    List<String> values = new ArrayList<>();
    for (YamlNode item : items) {
      values.add(scalar(file, key, item));
    }
    return new Entry(line, values);
  }

  private static String scalar(Path file, String key, YamlNode value) throws IOException {
    if (value instanceof YamlNode.Scalar(int _, String text)) {
      return text;
    }
    throw new IOException(
        file + ":" + value.line() + ": " + key + " takes a value or a list of values");
  }
}
