package org.mosingest.core.export.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.Examples;
import org.mosingest.core.setting.Setting;

/**
 * Looks, before anything is written, whether clips are there and as long as their rows say. Not
 * thread-safe.
 */
final class ClipSizes {

  /** What is said of a clip that may not be read. */
  static final String LEADS_OUT = " is a link out of the folders that may be read";

  private final ShardOptions options;
  private final Examples.Counter wrong = new Examples.Counter();

  ClipSizes(ShardOptions options) {
    this.options = options;
  }

  void look(String path, long sizeBytes) throws IOException {
    Path clip = options.corpusFolder().resolve(path);
    try {
      BasicFileAttributes found = Files.readAttributes(clip, BasicFileAttributes.class);
      if (!found.isRegularFile()) {
        wrong.add(path + " is no file");
      } else if (!options.links().reaches(clip)) {
        wrong.add(path + LEADS_OUT);
      } else if (found.size() != sizeBytes) {
        wrong.add(path + " has " + found.size() + " bytes and its row says " + sizeBytes);
      }
    } catch (NoSuchFileException e) {
      wrong.add(path + " is not there");
    }
  }

  /**
   * What was found.
   *
   * @throws RefusedExportException if a clip is not as its row says
   */
  void requireNoneWrong() throws RefusedExportException {
    Examples found = wrong.examples();
    if (found.any()) {
      throw changed(
          found.count()
              + (found.count() == 1 ? " clip is" : " clips are")
              + " not what the rows say: "
              + String.join("; ", found.first())
              + (found.count() > found.first().size() ? "; ..." : ""));
    }
  }

  /** A refusal because of clips. */
  static RefusedExportException changed(String what) {
    return new RefusedExportException(
        what + "; nothing was published",
        "put back the clips that the rows tell of, or export other rows; shards that are"
            + " whole already are kept for the next attempt",
        Setting.INPUT);
  }
}
