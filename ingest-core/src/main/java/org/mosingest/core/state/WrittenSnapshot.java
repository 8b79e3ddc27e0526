package org.mosingest.core.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.mosingest.core.paths.OpenedFile;

/**
 * The download progress's file as this process wrote it.
 *
 * @param opened what the file system knows it by
 * @param length in bytes
 * @param changedAt when it was last written to
 */
record WrittenSnapshot(OpenedFile opened, long length, FileTime changedAt) {

  static WrittenSnapshot of(Path file) throws IOException {
    return new WrittenSnapshot(
        OpenedFile.at("the download progress", file),
        Files.size(file),
        Files.getLastModifiedTime(file));
  }

  /**
   * Whether it is there as it was written.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   */
  void check() throws IOException {
    opened.check();
    opened.checkLength(Files.size(opened.path()), length);
    if (!Files.getLastModifiedTime(opened.path()).equals(changedAt)) {
      throw opened.fault("was edited");
    }
  }
}
