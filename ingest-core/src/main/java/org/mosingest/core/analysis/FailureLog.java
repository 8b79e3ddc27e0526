package org.mosingest.core.analysis;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of failed and broken clips beside an output: what it says of each clip, by the clip's path below the corpus folder.
 * Lines that cannot be understood are passed over.
 */
final class FailureLog {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * What is said of one clip.
   *
   * @param fate {@link Fate#DOWNLOAD_FAILED} or {@link Fate#BROKEN}
   * @param at when it was last tried; empty if that is not said
   */
  record Failure(Fate fate, String reason, Optional<Instant> at) {}

  private FailureLog() {}

  /** Reads the file; nothing is known where there is none. */
  static Map<String, Failure> read(Path file) throws IOException {
    Map<String, Failure> failures = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return failures;
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          JsonNode node = JSON.readTree(line);
          String path = node.path("path").asString("");
          if (!path.isEmpty()) {
            failures.put(path, failure(node));
          }
        } catch (JacksonException e) {
          // Not a line of ours.
        }
      }
    }
    return failures;
  }

  private static Failure failure(JsonNode node) {
    boolean broken = node.path("kind").asString("").startsWith("broken");
    return new Failure(
        broken ? Fate.BROKEN : Fate.DOWNLOAD_FAILED, node.path("reason").asString("unknown"), instant(node.path("last_utc").asString("")));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
