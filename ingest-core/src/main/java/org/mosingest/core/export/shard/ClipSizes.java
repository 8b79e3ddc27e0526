package org.mosingest.core.export.shard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.mosingest.core.export.rows.RefusedExportException;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Examples;
import org.mosingest.core.setting.Setting;

/**
 * Looks, before anything is written, whether clips are there and as long as their rows say. Not
 * thread-safe.
 */
final class ClipSizes {

  /** What is said of a clip that may not be read. */
  static final String LEADS_OUT = " is a link that leads outside the permitted folders";

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
        wrong.add(path + " is not a file");
      } else if (!options.links().reaches(clip)) {
        wrong.add(path + LEADS_OUT);
      } else if (found.size() != sizeBytes) {
        wrong.add(
            path + " has " + Counted.of(found.size(), "byte") + ", but its row says " + sizeBytes);
      }
    } catch (NoSuchFileException e) {
      wrong.add(path + " does not exist");
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
          Counted.of(found.count(), "clip is", "clips are")
              + " not what the rows say: "
              + String.join("; ", found.first())
              + (found.count() > found.first().size() ? "; ..." : ""));
    }
  }

  /** A refusal because of clips. */
  static RefusedExportException changed(String what) {
    return new RefusedExportException(
        what + "; nothing was published",
        "restore these clips, or export other rows; complete shards are kept for the next attempt",
        Setting.INPUT);
  }
}
