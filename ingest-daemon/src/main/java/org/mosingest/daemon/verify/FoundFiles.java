package org.mosingest.daemon.verify;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Set;

/**
 * Walks through a folder of clips and tells of the files that look like clips by their names.
 * Hidden files and folders are passed over, and so are links to folders.
 */
final class FoundFiles extends SimpleFileVisitor<Path> {

  /** Beside the endings of the corpus's own clips. */
  private static final Set<String> USUAL =
      Set.of(
          ".mp4", ".mkv", ".webm", ".mov", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".flv", ".wmv",
          ".3gp", ".ogv", ".y4m", ".yuv");

  private final Path folder;
  private final Set<String> endings;
  private final Each each;

  /** Is told of a file. */
  @FunctionalInterface
  interface Each {
    /** A file; by its path below the folder with {@code /} between segments. */
    void file(String name) throws IOException;
  }

  private FoundFiles(Path folder, Set<String> endings, Each each) {
    this.folder = folder;
    this.endings = endings;
    this.each = each;
  }

  /**
   * Walks.
   *
   * @param folder need not be there
   * @param deepest how many levels down clips may lie
   * @param endings of names that are clips, beside the usual ones
   * @throws IOException if the folder cannot be read
   */
  static void in(Path folder, int deepest, Set<String> endings, Each each) throws IOException {
    if (Files.isDirectory(folder)) {
      Path real = folder.toRealPath();
      Files.walkFileTree(
          real,
          EnumSet.noneOf(FileVisitOption.class),
          deepest,
          new FoundFiles(real, endings, each));
    }
  }

  @Override
  public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
    return !visited.equals(folder) && String.valueOf(visited.getFileName()).startsWith(".")
        ? FileVisitResult.SKIP_SUBTREE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes own) throws IOException {
    String last = String.valueOf(file.getFileName());
    boolean regular = own.isSymbolicLink() ? Files.isRegularFile(file) : own.isRegularFile();
    if (regular
        && !last.startsWith(".")
        && ClipIndex.ending(last)
            .filter(ending -> USUAL.contains(ending) || endings.contains(ending))
            .isPresent()) {
      StringBuilder name = new StringBuilder();
      for (Path segment : folder.relativize(file)) {
        name.append(name.isEmpty() ? "" : "/").append(segment);
      }
      each.file(name.toString());
    }
    return FileVisitResult.CONTINUE;
  }

  /** What has gone meanwhile is no fault. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }
}
