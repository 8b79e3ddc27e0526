package org.mosingest.core.labels;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.mosingest.core.row.Examples;

/**
 * One folder of clips, walked through. Links to other folders are followed only where a label names
 * what lies below them.
 */
final class ClipFolder extends SimpleFileVisitor<Path> {

  /** What is counted over all folders. */
  static final class Counts {
    final Examples.Counter empty = new Examples.Counter();
    final Examples.Counter blocked = new Examples.Counter();
    int clips;
    long clipBytes;
    int parts;
    long partBytes;
  }

  private final Path root;
  private final Set<String> missing;
  private final Counts counts;
  private final Consumer<String> stray;

  ClipFolder(Path root, Set<String> missing, Counts counts, Consumer<String> stray) {
    this.root = root;
    this.missing = missing;
    this.counts = counts;
    this.stray = stray;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!folder.equals(root) && missing.contains(nameOf(folder))) {
      counts.blocked.add(nameOf(folder));
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes own) throws IOException {
    String name = nameOf(file);
    String last = String.valueOf(file.getFileName());
    if (last.startsWith(".") && !missing.contains(name)) {
      return FileVisitResult.CONTINUE;
    }
    String lower = last.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".part") || lower.endsWith(".part.json")) {
      counts.parts += lower.endsWith(".part") ? 1 : 0;
      counts.partBytes += lower.endsWith(".part") ? own.size() : 0;
      return FileVisitResult.CONTINUE;
    }
    if (!Files.isRegularFile(file)) {
      if (missing.contains(name)) {
        counts.blocked.add(name);
      }
      return FileVisitResult.CONTINUE;
    }
    if (missing.remove(name)) {
      there(name, own.isSymbolicLink() ? Files.size(file) : own.size());
    } else {
      stray.accept(name);
    }
    return FileVisitResult.CONTINUE;
  }

  private void there(String name, long size) {
    counts.clips++;
    counts.clipBytes += size;
    if (size == 0) {
      counts.empty.add(name);
    }
  }

  /** Looks, after the walk, for labels below folders that are links. */
  void followFolders() throws IOException {
    for (Iterator<String> names = missing.iterator(); names.hasNext(); ) {
      String name = names.next();
      Path file = root.resolve(name);
      if (name.indexOf('/') >= 0 && Files.isRegularFile(file)) {
        names.remove();
        there(name, Files.size(file));
      }
    }
  }

  /** By segments: on every system a label joins them by a slash. */
  private String nameOf(Path file) {
    StringBuilder name = new StringBuilder();
    for (Path segment : root.relativize(file)) {
      name.append(name.isEmpty() ? "" : "/").append(segment);
    }
    return name.toString();
  }
}
