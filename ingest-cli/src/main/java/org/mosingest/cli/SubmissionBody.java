package org.mosingest.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.mosingest.core.failures.ReasonPattern;
import org.mosingest.core.profile.Corpus;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is sent to the daemon to ask for a run: the options that were given, and no others, so that
 * its defaults are its own.
 */
final class SubmissionBody {

  private SubmissionBody() {}

  /**
   * The given ones of the options as a JSON object: {@code --min-rows 10} is {@code "min_rows":
   * 10}.
   */
  static String json(CorpusOptions options, CommandLine parsed) {
    Map<String, Object> given = new LinkedHashMap<>();
    for (OptionSpec option : CommandSpec.forAnnotatedObject(options).options()) {
      String name = option.names()[0];
      if (parsed.getParseResult().hasMatchedOption(name)) {
        Object value =
            Objects.requireNonNull(parsed.getParseResult().matchedOption(name).getValue(), name);
        String key = name.substring(2).replace('-', '_');
        given.put(apiKey(key), plain(value));
      }
    }
    return JsonMapper.shared().writeValueAsString(given);
  }

  private static String apiKey(String key) {
    return switch (key) {
      // The service may run where the file is not, and must not need it again.
      case "corpus_file" -> "corpus_declaration";
      case "lsvq_dir" -> "konvid_dir";
      default -> key;
    };
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Path path -> absolute(path).toString();
      case ReasonPattern pattern -> pattern.toString();
      case Corpus corpus ->
          corpus.declaration().builtIn() ? corpus.id() : corpus.declaration().text();
      default -> value;
    };
  }

  /**
   * Without its dots, but where one leads up: behind a symbolic link that is not the way that the
   * text says.
   */
  private static Path absolute(Path path) {
    Path absolute = path.toAbsolutePath();
    for (Path part : absolute) {
      if (part.toString().equals("..")) {
        return absolute;
      }
    }
    return absolute.normalize();
  }
}
