package org.mosingest.core.state;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.mosingest.core.paths.TakenAwayException;

/**
 * Tells faults of files that are this machine's want of something from all others. Told by the
 * system's words first, and by a trial where these are in another language or another program's.
 */
public final class Exhaustion {

  /** A disk with less is full, whatever is said of it. */
  private static final long LEAST_SPACE = 4096;

  private Exhaustion() {}

  /**
   * Whether a write failed since the disk, or its user's share of it, is full: the same write will
   * do when there is room.
   *
   * @param file what was written
   */
  public static boolean isDiskFull(Path file, Exception fault) {
    if (fault instanceof TakenAwayException) {
      return false;
    }
    String words = words(fault);
    if (words.contains("no space") || words.contains("quota") || words.contains("disk is full")) {
      return true;
    }
    try {
      return Files.getFileStore(file.toAbsolutePath().resolveSibling("")).getUsableSpace()
          < LEAST_SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether a file could not be opened since this process, or the machine, has too many open. */
  public static boolean isOutOfFiles(Exception fault) {
    if (words(fault).contains("too many open files")) {
      return true;
    }
    try (FileInputStream _ = new FileInputStream("/dev/null")) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static String words(Exception fault) {
    String reason =
        fault instanceof FileSystemException file && file.getReason() != null
            ? file.getReason()
            : fault.getMessage();
    return String.valueOf(reason).toLowerCase(Locale.ROOT);
  }
}
