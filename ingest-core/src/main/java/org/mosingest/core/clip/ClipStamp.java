package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A file's stamp: by what a change of a file shows without opening it.
 *
 * @param size in bytes
 * @param modifiedNs when its bytes were last written, in nanoseconds since 1970; anybody may set it
 *     to anything
 * @param changedNs when its bytes, name or attributes were last changed, likewise; only the file
 *     system sets it
 * @param inode its number in the file system; another one where the file was replaced
 */
public record ClipStamp(long size, long modifiedNs, long changedNs, long inode) {

  /** The coarsest clock of a file system in use: FAT's, of two seconds. */
  private static final long COARSE_NS = TimeUnit.SECONDS.toNanos(2);

  /** More than the tick of any kernel, which is what a file system with a fine clock goes by. */
  private static final long FINE_NS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Times that are no multiples of it come from a fine clock. */
  private static final long COARSEST_FINE_DIGIT_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /**
   * The stamp of a file; empty if there is no file, or this system has no such stamps.
   *
   * @param file followed if it is a link, since its end is what would be opened
   */
  public static Optional<ClipStamp> of(Path file) {
    try {
      Map<String, Object> found =
          Files.readAttributes(file, "unix:size,ino,ctime,lastModifiedTime");
      if (found.get("size") instanceof Long size
          && found.get("lastModifiedTime") instanceof FileTime modified
          && found.get("ctime") instanceof FileTime changed
          && found.get("ino") instanceof Long inode) {
        return Optional.of(
            new ClipStamp(
                size, modified.to(TimeUnit.NANOSECONDS), changed.to(TimeUnit.NANOSECONDS), inode));
      }
      return Optional.empty();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether every change from now on would give the file another stamp. Not so where it was changed
   * just now: a clock has ticks, and what comes within the same one as the last change bears the
   * same time. (The index of git has to do with the same, and calls such a file racy.)
   *
   * @param nowNs a moment that by the file system's own clock is not later than now
   */
  public boolean showsEveryChange(long nowNs) {
    // Writing sets both times to now: they would be the same, and these are not.
    if (Math.abs(changedNs - modifiedNs) > COARSE_NS) {
      return true;
    }
    long tick = changedNs % COARSEST_FINE_DIGIT_NS == 0 ? COARSE_NS : FINE_NS;
    return nowNs - tick > Math.max(changedNs, modifiedNs);
  }
}
