package org.mosingest.core.paths;

import java.io.IOException;
import java.nio.file.Path;
import org.mosingest.core.setting.Setting;

/**
 * A file that a run makes, appends to or replaces.
 *
 * @param role what it is, for a reader: {@code the output}
 * @param path where
 * @param setting what names it, or that from which its name follows
 * @param content what must be in it already, if it is there
 */
public record WrittenFile(String role, Path path, Setting setting, Content content) {

  /** Tells a file of this role from all others by what is in it. */
  @FunctionalInterface
  public interface Content {
    /**
     * Looks.
     *
     * @throws IOException if it cannot be read
     */
    Kind of(Path file) throws IOException;
  }

  /** What a file that is there turns out to be. */
  public enum Kind {
    /** What a run has left there, or nothing that could be lost. */
    OWN,
    /** Not told by its content: a lock, a cache, a file for lines of any kind. */
    UNTOLD,
    /** Nothing that tells it: kept under another name, or meant to be replaced whatever it is. */
    STRANGE,
    /** Another program's file or another kind of ours: it must not be written. */
    FOREIGN
  }

  /** A file that is not told by its content. */
  public static WrittenFile untold(String role, Path path, Setting setting) {
    return new WrittenFile(role, path, setting, file -> Kind.UNTOLD);
  }

  /**
   * The same file under another name while it is written: beside it where it really lies.
   *
   * @throws IOException if it cannot be told where it lies
   */
  public WrittenFile temporary() throws IOException {
    Path real = FileIdentity.of(path).real();
    return untold(
        "the temporary file for " + role,
        real.resolveSibling(real.getFileName() + ".tmp"),
        setting);
  }
}
