package org.mosingest.core.analysis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.analysis.CorpusReport.LastRun;
import org.mosingest.core.row.Counted;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the last finished run counted itself. It counts a row that an earlier run wrote as a dedup.
 *
 * @param lastRun what it did with the rows in the output
 */
record ReplayStats(int rows, LastRun lastRun, int downloadFailed, int broken) {

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
                  lastRun(stats),
                  stats.path("skipped_download").asInt(0),
                  stats.path("skipped_broken").asInt(0)))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private static LastRun lastRun(JsonNode stats) {
    int already = stats.path("already_in_output").asInt(0);
    return new LastRun(
        stats.path("written").asInt(0), already, stats.path("dedups").asInt(0) - already);
  }

  /** Where the files say otherwise. */
  List<String> differencesFrom(int fileRows, int fileThere, int fileFailed, int fileBroken) {
    List<String> differences = new ArrayList<>();
    compare("", rows, fileRows, differences);
    compare(" written or dedups", lastRun.rows(), fileThere, differences);
    compare(" download-failed", downloadFailed, fileFailed, differences);
    compare(" broken", broken, fileBroken, differences);
    return differences;
  }

  private static void compare(String what, int counted, int found, List<String> differences) {
    if (counted != found) {
      differences.add(
          "the last finished run counted "
              + Counted.of(counted, "row")
              + what
              + ", the files hold "
              + found);
    }
  }
}
