package org.mosingest.core.paths;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is mounted where, as Linux tells it: one folder may be reached by several mounts. */
public final class Mounts {

  private static final Path TABLE = Path.of("/proc/self/mountinfo");

  /** How the table writes blanks and the like. */
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");

  /** Fields of a line: what disk, which folder of it, and where that is mounted. */
  private static final int DISK = 2;

  private static final int FOLDER_OF_DISK = 3;
  private static final int PLACE = 4;

  /** A folder of a disk, and where it is mounted. */
  private record Mount(String disk, Path folder, Path place) {}

  private Mounts() {}

  /**
   * The other paths of a folder: by other mounts of its disk. None where the system does not tell.
   *
   * @param real the folder's real path
   * @throws IOException if the folder cannot be looked at
   */
  public static List<Path> otherPathsOf(Path real) throws IOException {
    // What the system tells is of its own files.
    return real.getFileSystem().equals(FileSystems.getDefault())
        ? otherPathsOf(real, table())
        : List.of();
  }

  private static List<Path> otherPathsOf(Path real, List<Mount> mounts) throws IOException {
    Optional<Mount> own = Optional.empty();
    for (Mount mount : mounts) {
      // The last one of a place lies over the others.
      if (real.startsWith(mount.place)
          && own.stream().allMatch(other -> mount.place.startsWith(other.place))) {
        own = Optional.of(mount);
      }
    }
    if (own.isEmpty()) {
      return List.of();
    }
    Path onDisk = own.get().folder.resolve(own.get().place.relativize(real)).normalize();
    Optional<Object> key = FileIdentity.keyOf(real);
    List<Path> others = new ArrayList<>();
    for (Mount mount : mounts) {
      if (mount.disk.equals(own.get().disk) && onDisk.startsWith(mount.folder)) {
        Path other = mount.place.resolve(mount.folder.relativize(onDisk)).normalize();
        // A mount may be hidden by a later one.
        if (!other.equals(real) && key.isPresent() && isAt(other, key.get())) {
          others.add(other);
        }
      }
    }
    return others;
  }

  private static boolean isAt(Path path, Object key) {
    try {
      return FileIdentity.keyOf(path).filter(key::equals).isPresent();
    } catch (IOException e) {
      // Nobody gets there by that mount.
      return false;
    }
  }

  private static List<Mount> table() {
    List<Mount> mounts = new ArrayList<>();
    try {
      for (String line : Files.readString(TABLE, UTF_8).split("\n", -1)) {
        String[] fields = line.split(" ", -1);
        if (fields.length > PLACE) {
          mounts.add(new Mount(fields[DISK], path(fields[FOLDER_OF_DISK]), path(fields[PLACE])));
        }
      }
    } catch (IOException | InvalidPathException e) {
      return List.of();
    }
    return mounts;
  }

  private static Path path(String escaped) {
    Matcher matcher = ESCAPE.matcher(escaped);
    return Path.of(
        matcher.replaceAll(
            found ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(found.group(1), 8)))));
  }
}
