package org.mosingest.core.paths;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that a path leads to, links followed, whether or not it is there yet.
 *
 * @param real where it really lies; where nothing is yet, where writing would make it
 * @param key what the file system knows it by (device and inode), the same for all its hard links;
 *     empty where nothing is
 */
public record FileIdentity(Path real, Optional<Object> key) {

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private static final Path KERNEL_FILES = Path.of("/proc");

  /**
   * Looks where a path leads.
   *
   * @throws IOException if that cannot be told: links in a circle, a folder that may not be read
   */
  public static FileIdentity of(Path path) throws IOException {
    Path end = endOfLinks(path.toAbsolutePath());
    Optional<Object> key = keyOf(end);
    if (key.isPresent()) {
      try {
        return new FileIdentity(end.toRealPath(), key);
      } catch (NoSuchFileException e) {
        // Gone since it was looked at, as another run's temporary file.
      }
    }
    return new FileIdentity(placeOf(end), Optional.empty());
  }

  /** Whether both are one file, by whatever names. */
  public boolean isSameAs(FileIdentity other) {
    return real.equals(other.real) || (key.isPresent() && key.equals(other.key));
  }

  /**
   * Where writing to the path would make a file: links are followed even to what does not exist
   * yet.
   *
   * @throws IOException if the links lead in a circle
   */
  public static Path endOfLinks(Path path) throws IOException {
    Path end = path;
    for (int i = 0; Files.isSymbolicLink(end); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    return end;
  }

  /**
   * What the file system knows the file by, links followed; empty where there is none.
   *
   * @throws IOException if it cannot be looked at
   */
  public static Optional<Object> keyOf(Path path) throws IOException {
    try {
      @Nullable Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return Optional.ofNullable(key);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (java.nio.file.FileSystemException e) {
      if (isBelowAFile(path)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whether a file stands where a folder of the path would have to be. */
  private static boolean isBelowAFile(Path path) {
    for (Path at = path.getParent(); at != null; at = at.getParent()) {
      if (Files.exists(at)) {
        return !Files.isDirectory(at);
      }
    }
    return false;
  }

  /**
   * Whether a path leads through the kernel's own files, as {@code /dev/stdout} and {@code
   * /dev/fd/3} do: to whatever a process has open there.
   *
   * @throws IOException if the links lead in a circle
   */
  static boolean isOpenStream(Path path) throws IOException {
    Path at = path.toAbsolutePath();
    for (int i = 0; ; i++) {
      if (placeOf(at).startsWith(KERNEL_FILES)) {
        return true;
      }
      if (!Files.isSymbolicLink(at)) {
        return false;
      }
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
  }

  /** The path itself, unfollowed, below the real path of the deepest folder that is there. */
  static Path placeOf(Path path) throws IOException {
    Path absolute = path.toAbsolutePath();
    Path folder = absolute.getParent();
    while (folder != null && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      folder = folder.getParent();
    }
    if (folder == null) {
      return absolute.normalize();
    }
    Path rest = folder.relativize(absolute);
    // A folder that is a link to nowhere yet.
    Path real = Files.exists(folder) ? folder.toRealPath() : folder;
    return real.resolve(rest).normalize();
  }
}
