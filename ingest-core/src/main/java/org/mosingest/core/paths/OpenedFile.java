package org.mosingest.core.paths;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.row.Text;

/**
 * A file that is open for writing, by what the file system knows it by: whether its path still
 * leads to it. Immutable; safe for many threads.
 *
 * @param role what it is, for a reader: {@code the output}
 * @param path where it was opened
 * @param key device and inode; empty where the system has no such thing
 */
public record OpenedFile(String role, Path path, Optional<Object> key) {

  /**
   * Remembers the file that was just opened.
   *
   * @throws IOException if it is not there any more, or cannot be looked at
   */
  public static OpenedFile at(String role, Path path) throws IOException {
    Optional<Object> key = FileIdentity.keyOf(path);
    if (key.isEmpty()) {
      throw new NoSuchFileException(path.toString());
    }
    return new OpenedFile(role, path, key);
  }

  /**
   * Whether the path leads to it still.
   *
   * @throws TakenAwayException if not
   * @throws IOException if that cannot be told
   */
  public void check() throws IOException {
    Optional<Object> now = FileIdentity.keyOf(path);
    if (now.isEmpty()) {
      throw fault("was deleted or moved away");
    }
    if (!now.equals(key)) {
      throw fault("was replaced by another file");
    }
  }

  /**
   * Whether it is as long as it was made.
   *
   * @throws TakenAwayException if not
   */
  public void checkLength(long found, long written) throws TakenAwayException {
    if (found < written) {
      throw fault("was truncated from " + written + " to " + found + " bytes");
    }
    if (found > written) {
      throw fault("was written to by another program: it has " + found + " bytes, not " + written);
    }
  }

  /** What happened to it. */
  public TakenAwayException fault(String what) {
    return new TakenAwayException(
        role + " " + Text.printable(path.toString()) + " " + what + " while it was in use");
  }
}
