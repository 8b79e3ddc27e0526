package org.mosingest.core.clip;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;

/**
 * Names that a disk does not take, {@code why?.mp4} on exFAT: found out by trial, in a folder that
 * takes others.
 */
public final class RefusedNames {

  /** What a sweep removes, should a crash leave it. */
  private static final String TRIAL = ".part.json.tmp";

  private static final Reason REASON =
      Reason.of(ReasonWord.NAME_REFUSED, "the disk accepts no file of this name");

  private RefusedNames() {}

  /** Why no clip can lie at this place; empty if its name is not to blame. */
  public static Optional<Reason> at(Path clip) {
    try {
      return takes(clip.resolveSibling(clip.getFileName() + TRIAL))
              || !takes(clip.resolveSibling("clip" + System.nanoTime() + TRIAL))
          ? Optional.empty()
          : Optional.of(REASON);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean takes(Path trial) throws IOException {
    try {
      Files.createFile(trial);
    } catch (FileAlreadyExistsException e) {
      return true;
    } catch (FileSystemException e) {
      return false;
    }
    Files.delete(trial);
    return true;
  }
}
