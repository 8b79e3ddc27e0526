package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.mosingest.core.row.Text;

/** What stands at a clip's place on disk. */
public enum ClipFile {
  /** Nothing. */
  ABSENT("nothing"),
  /** A regular file, or a link to one that may be followed. */
  REGULAR("a file"),
  /** A folder. */
  FOLDER("a folder"),
  /** A link that ends beyond what may be read. Never followed. */
  STRAY_LINK("a link that leads outside the permitted folders"),
  /** A link that leads nowhere, or to itself. */
  DEAD_LINK("a dangling link"),
  /** Nothing, in a folder that lies elsewhere: nothing is written there. */
  STRAY_FOLDER("a folder that leads outside the clips folder"),
  /** A pipe, a device, a socket. Never opened: a pipe would block for ever. */
  SPECIAL("a pipe, device or socket");

  private final String words;

  ClipFile(String words) {
    this.words = words;
  }

  /** What it is, in words, and where it leads if it is a link. */
  public String at(Path place) {
    String target;
    try {
      target = ", to " + Text.printable(Files.readSymbolicLink(place).toString());
    } catch (IOException | UnsupportedOperationException e) {
      // No link itself: a folder above it is.
      target = "";
    }
    return words + target;
  }

  /**
   * Looks without opening anything.
   *
   * @param links how far links are followed
   * @param root the real path of the folder that the clip must lie in
   * @param place the clip's place below it
   * @param nested whether the name has sub-folders, any of which could be a link
   * @throws IOException if the folder cannot be read
   */
  static ClipFile look(LinkReach links, Path root, Path place, boolean nested) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      // Told by what is there and not by the message, which speaks the user's language, nor by the
      // exception, which is the same below a file as where nothing is.
      if (nested) {
        Path folder = deepestFolder(place);
        if (realOf(folder).filter(real -> real.startsWith(root)).isEmpty()) {
          return STRAY_FOLDER;
        }
        if (!Files.isDirectory(folder)) {
          return SPECIAL;
        }
      }
      if (e instanceof NoSuchFileException) {
        return ABSENT;
      }
      // What else fails, a bad disk or a folder that may not be read, is no clip's fault.
      throw e;
    }
    if (!attributes.isSymbolicLink() && !nested) {
      return kind(attributes);
    }
    Optional<Path> real = realOf(place);
    if (real.isEmpty()) {
      return DEAD_LINK;
    }
    return real.get().startsWith(root) || links.allows(real.get())
        ? kind(Files.readAttributes(place, BasicFileAttributes.class))
        : STRAY_LINK;
  }

  /** Whether the deepest folder above a place leads out of the folder that holds the clips. */
  static boolean leadsOut(Path root, Path place) throws IOException {
    return realOf(deepestFolder(place)).filter(real -> real.startsWith(root)).isEmpty();
  }

  /** The last of the folders above that is there: below it everything would be made new. */
  private static Path deepestFolder(Path place) {
    Path folder = place.resolveSibling("");
    while (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      folder = folder.resolveSibling("");
    }
    return folder;
  }

  /** Where it leads; empty if nowhere: nothing is there, to itself, or below a file. */
  private static Optional<Path> realOf(Path place) throws IOException {
    try {
      return Optional.of(place.toRealPath());
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      return Optional.empty();
    }
  }

  private static ClipFile kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return REGULAR;
    }
    return attributes.isDirectory() ? FOLDER : SPECIAL;
  }
}
