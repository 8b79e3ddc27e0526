package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which file stands at a clip's place and when it was last changed: where two stamps are equal, the bytes were not touched in
 * between. The time of the change of status counts where the system tells it, which no program can set.
 *
 * @param facts what the system says
 */
record ClipStamp(Map<String, ?> facts) {

  /** The stamp now; empty if there is no such file. */
  static Optional<ClipStamp> of(Path file) {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
        return Optional.of(new ClipStamp(Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime")));
      }
      BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
      @Nullable Object key = basic.fileKey();
      return Optional.of(
          new ClipStamp(
              Map.of("key", String.valueOf(key), "size", basic.size(), "lastModifiedTime", basic.lastModifiedTime())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
