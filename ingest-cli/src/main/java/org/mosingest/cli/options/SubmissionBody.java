package org.mosingest.cli.options;

import java.nio.file.Path;
import org.mosingest.core.options.OptionValues;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is sent to the daemon to ask for a run: the options that were given, and no others, so that
 * its defaults are its own.
 */
public final class SubmissionBody {

  private SubmissionBody() {}

  /** The options as a JSON object: {@code --min-rows 10} is {@code "min_rows": 10}. */
  public static String json(OptionValues given) {
    return JsonMapper.shared()
        .writeValueAsString(given.mapPaths((_, path) -> absolute(path)).plain());
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
