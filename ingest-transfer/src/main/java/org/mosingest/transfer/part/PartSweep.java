package org.mosingest.transfer.part;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Removes what unfinished downloads left and no later one can continue. Touches regular files of
 * ours only, follows no link.
 */
public final class PartSweep extends SimpleFileVisitor<Path> {

  private int removed;

  /** How many files were removed. */
  public int removed() {
    return removed;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isRegularFile()) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith(PartPaths.TEMPORARY) || name.endsWith(PartPaths.UNPACKED)) {
        remove(file);
      } else if (name.endsWith(PartPaths.RECORD)) {
        check(PartPaths.ofStem(file.resolveSibling(""), stem(name, PartPaths.RECORD)), file);
      } else if (name.endsWith(PartPaths.PART)) {
        check(PartPaths.ofStem(file.resolveSibling(""), stem(name, PartPaths.PART)), file);
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
    // Gone meanwhile, or never there: nothing to sweep.
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  private void check(PartPaths paths, Path file) throws IOException {
    if (!canBeContinued(paths)) {
      remove(file);
    }
  }

  private static boolean canBeContinued(PartPaths paths) throws IOException {
    if (!Files.isRegularFile(paths.part(), LinkOption.NOFOLLOW_LINKS)
        || (Files.exists(paths.record(), LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(paths.record(), LinkOption.NOFOLLOW_LINKS))) {
      return false;
    }
    long size = Files.size(paths.part());
    Optional<PartRecord> record = PartRecords.read(paths);
    return record.isPresent()
        && record.get().trusted(size) > 0
        && (record.get().total() < 0 || size <= record.get().total());
  }

  private void remove(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      removed++;
    }
  }

  private static String stem(String name, String suffix) {
    return name.substring(0, name.length() - suffix.length());
  }
}
