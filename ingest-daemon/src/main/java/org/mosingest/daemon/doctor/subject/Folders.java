package org.mosingest.daemon.doctor.subject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mosingest.core.options.RunOptions;

/** The folders that a run writes to. */
public final class Folders {

  private Folders() {}

  /** Each folder once, by what is written there. */
  public static Map<Path, String> of(RunOptions options) {
    Map<Path, String> folders = new LinkedHashMap<>();
    put(folders, options.folder(), "the corpus folder");
    put(folders, options.folder().resolve(options.manifest().clipsSubdir()), "the clips' folder");
    put(folders, parent(options.output()), "the output's folder");
    put(folders, parent(options.manifestOut()), "the replay manifest's folder");
    put(folders, parent(options.progressPath()), "the download progress's folder");
    return folders;
  }

  private static void put(Map<Path, String> folders, Path folder, String role) {
    folders.putIfAbsent(folder.toAbsolutePath().normalize(), role);
  }

  private static Path parent(Path file) {
    return file.toAbsolutePath().resolveSibling("");
  }

  /**
   * The folder itself, or the nearest one above it that is there: where it would be made.
   *
   * @throws IOException if there is none
   */
  public static Path nearest(Path folder) throws IOException {
    Path at = folder.toAbsolutePath().normalize();
    while (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      Path above = at.getParent();
      if (above == null) {
        throw new IOException("there is no folder above " + folder);
      }
      at = above;
    }
    return at;
  }
}
