package org.mosingest.core.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the last finished run counted itself. It counts a row that an earlier run wrote as a dedup.
 *
 * @param there rows in the output, written or dedups
 */
record ReplayStats(int rows, int there, int downloadFailed, int broken) {

  /**
   * The counts in a replay manifest; empty if no run has finished or the file cannot be understood.
   */
  static Optional<ReplayStats> read(Path replay) throws IOException {
    if (!Files.isRegularFile(replay)) {
      return Optional.empty();
    }
    try {
      JsonNode stats = JsonMapper.shared().readTree(Files.readAllBytes(replay)).path("stats");
      return stats.path("rows").isInt()
          ? Optional.of(
              new ReplayStats(
                  stats.path("rows").asInt(0),
                  stats.path("written").asInt(0) + stats.path("dedups").asInt(0),
                  stats.path("skipped_download").asInt(0),
                  stats.path("skipped_broken").asInt(0)))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Where the files say otherwise. */
  List<String> differencesFrom(int fileRows, int fileThere, int fileFailed, int fileBroken) {
    List<String> differences = new ArrayList<>();
    compare("rows", rows, fileRows, differences);
    compare("rows written or dedups", there, fileThere, differences);
    compare("rows download-failed", downloadFailed, fileFailed, differences);
    compare("rows broken", broken, fileBroken, differences);
    return differences;
  }

  private static void compare(String what, int counted, int found, List<String> differences) {
    if (counted != found) {
      differences.add(
          "the last finished run counted " + counted + " " + what + ", the files hold " + found);
    }
  }
}
