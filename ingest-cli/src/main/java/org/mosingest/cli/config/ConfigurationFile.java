package org.mosingest.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/**
 * The configuration file: a YAML mapping of options' long names to their values, a list where an
 * option may be repeated.
 *
 * @param path where it lies
 * @param entries by the option's name without its dashes
 */
record ConfigurationFile(Path path, Map<String, Entry> entries) {

  private static final String VARIABLE = "INGEST_CONFIG";

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
      text = Files.readString(file);
    } catch (IOException e) {
      throw new IOException("cannot read the configuration file " + file, e);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      // A file of comments alone holds nothing.
      if (first == null || first == JsonToken.VALUE_NULL) {
        return new ConfigurationFile(file, entries);
      }
      if (first != JsonToken.START_OBJECT) {
        throw new IOException(
            file + ":" + line(parser) + ": expected lines of the form KEY: VALUE");
      }
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        int line = line(parser);
        String key = parser.currentName().replace('_', '-');
        parser.nextToken();
        if (entries.put(key, new Entry(line, values(parser, file, key))) != null) {
          throw new IOException(file + ":" + line + ": " + key + " is set twice");
        }
      }
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new IOException(file + ":" + line + ": this is not YAML", e);
    }
    return new ConfigurationFile(file, entries);
  }

  private static List<String> values(JsonParser parser, Path file, String key) throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.START_ARRAY) {
      return List.of(scalar(parser, file, key));
    }
    List<String> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(scalar(parser, file, key));
    }
    return values;
  }

  private static String scalar(JsonParser parser, Path file, String key) throws IOException {
    if (!parser.currentToken().isScalarValue()) {
      throw new IOException(
          file + ":" + line(parser) + ": " + key + " takes a value or a list of values");
    }
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getString();
  }

  private static int line(JsonParser parser) {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }
}
