package org.mosingest.daemon.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What stands at a clip's place on disk. */
enum ClipFile {
  /** Nothing. */
  ABSENT("nothing"),
  /** A regular file inside the corpus folder. */
  REGULAR("a file"),
  /** A folder. */
  FOLDER("a folder"),
  /** A link that leads out of the folder that holds the clips, or nowhere. Never followed. */
  STRAY_LINK("a link that leads out of the corpus folder or nowhere"),
  /** A pipe, a device, a socket. Never opened: a pipe would block for ever. */
  SPECIAL("a pipe, device or socket");

  private final String words;

  ClipFile(String words) {
    this.words = words;
  }

  /** What it is, in words. */
  String words() {
    return words;
  }

  /**
   * Looks without opening anything.
   *
   * @param root the real path of the folder that the clip must lie in
   * @param place the clip's place below it
   * @param nested whether the name has sub-folders, any of which could be a link
   * @throws IOException if the folder cannot be read
   */
  static ClipFile look(Path root, Path place, boolean nested) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      // Told by what is there and not by the message, which speaks the user's language, nor by the
      // exception, which is the
      // same below a file as where nothing is.
      if (nested) {
        Path folder = deepestFolder(place);
        if (leavesFolder(root, folder)) {
          return STRAY_LINK;
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
    if (attributes.isSymbolicLink() || (nested && leavesFolder(root, place))) {
      return leavesFolder(root, place)
          ? STRAY_LINK
          : kind(Files.readAttributes(place, BasicFileAttributes.class));
    }
    return kind(attributes);
  }

  /** The last of the folders above that is there: below it everything would be made new. */
  private static Path deepestFolder(Path place) {
    Path folder = place.resolveSibling("");
    while (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      folder = folder.resolveSibling("");
    }
    return folder;
  }

  private static boolean leavesFolder(Path root, Path place) throws IOException {
    try {
      return !place.toRealPath().startsWith(root);
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      // Nowhere: nothing is there, or the link leads to itself or below a file.
      return true;
    }
  }

  private static ClipFile kind(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return REGULAR;
    }
    return attributes.isDirectory() ? FOLDER : SPECIAL;
  }
}
