package org.mosingest.core.aggregate;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * The folder beside an output in which its rows are sorted. It has the same name each time, so that
 * what a killed aggregation left goes with the next one. Not thread-safe.
 *
 * @param path where it lies
 */
record SortFolder(Path path) implements AutoCloseable {

  /**
   * Makes it, empty.
   *
   * @param output held by the caller, so that nobody else sorts here
   * @throws IOException if it cannot be made
   */
  static SortFolder beside(Path output) throws IOException {
    Path folder = output.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    SortFolder made = new SortFolder(folder.resolve("." + output.getFileName() + ".sort"));
    made.close();
    Files.createDirectory(made.path);
    return made;
  }

  /** A folder within it. */
  Path folder(String name) throws IOException {
    return Files.createDirectory(path.resolve(name));
  }

  /** Removes it with all that is in it. */
  @Override
  public void close() throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }
}
