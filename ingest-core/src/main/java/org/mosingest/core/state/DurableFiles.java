package org.mosingest.core.state;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.mosingest.core.paths.FileIdentity;

/**
 * Writes that are on the disk before anyone can see them: write, sync, rename, sync the folder. An
 * interrupt neither stops nor spoils them; it stays set.
 */
public final class DurableFiles {

  private DurableFiles() {}

  /**
   * Replaces {@code target} by {@code content} so that at any moment, power loss included, it is
   * the old file or the new one.
   *
   * @throws IOException if it cannot be written; the old file is untouched then and no temporary
   *     file is left
   */
  public static void replace(Path target, byte[] content) throws IOException {
    replace(target, out -> out.write(content));
  }

  /**
   * What a file is to hold, written piece by piece. May be asked for more than once, and must then
   * write the same.
   */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; does not close {@code out}. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The same for content too large for one array.
   *
   * @throws IOException if it cannot be written; the old file is untouched then and no temporary
   *     file is left
   */
  public static void replace(Path target, Content content) throws IOException {
    // A link stays one: what it leads to is replaced.
    Path absolute = FileIdentity.endOfLinks(target.toAbsolutePath());
    Path temporary = temporaryOf(absolute);
    uninterruptibly(() -> writeSynced(temporary, content));
    try {
      publish(temporary, absolute);
    } catch (IOException e) {
      throw withoutFile(temporary, e);
    }
  }

  /** Where the content of a file, which is no link, is written before it has the file's name. */
  public static Path temporaryOf(Path target) {
    return target.resolveSibling(target.getFileName() + ".tmp");
  }

  private static void writeSynced(Path file, Content content) throws IOException {
    // What a crash left goes first: a link there, of whatever kind, must not be written through.
    if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        // Not closed: that would close the channel before it is synced.
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      } catch (IOException e) {
        throw withoutFile(file, e);
      }
    }
  }

  private static IOException withoutFile(Path file, IOException fault) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException second) {
      fault.addSuppressed(second);
    }
    return fault;
  }

  /** Something that is done with files and may be done once more. */
  @FunctionalInterface
  public interface Repeatable {
    /** Does it, from its beginning. */
    void run() throws IOException;
  }

  /**
   * Does something with files to its end, and interrupts the thread again after it. An interrupted
   * thread's channels are closed under it: without its interrupt it gets through.
   *
   * @throws IOException as the action does
   */
  public static void uninterruptibly(Repeatable action) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        interrupted |= Thread.interrupted();
        try {
          action.run();
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Gives a file that is written and synced its final name, and makes the name last.
   *
   * @throws IOException if it cannot be renamed or its folder cannot be synced
   */
  public static void publish(Path synced, Path target) throws IOException {
    Files.move(synced, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(target.toAbsolutePath().resolveSibling(""));
  }

  /**
   * Makes the names in a folder last: a rename is not on the disk before its folder is.
   *
   * @throws IOException if the folder cannot be opened or synced
   */
  public static void syncFolder(Path folder) throws IOException {
    uninterruptibly(
        () -> {
          try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
          }
        });
  }

  /**
   * Makes a folder, and those above it, for its owner alone. One that is there stays as it is.
   *
   * @throws IOException if it cannot be made, or is no folder
   */
  public static void makeForOwner(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /**
   * Renames a file that cannot be used, so that nothing of it is lost: {@code NAME.SUFFIX}, or
   * {@code NAME.SUFFIX.2} and so on where that is taken.
   *
   * @return its new name
   * @throws IOException if it cannot be renamed
   */
  public static Path setAside(Path file, String suffix) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + suffix);
    for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
      aside = file.resolveSibling(file.getFileName() + "." + suffix + "." + i);
    }
    Files.move(file, aside);
    return aside;
  }
}
