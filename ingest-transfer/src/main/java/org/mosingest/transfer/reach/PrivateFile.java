package org.mosingest.transfer.reach;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.SmallFile;

/** A file that holds secrets: read only if nobody but its owner can. */
public final class PrivateFile {

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  /** Far more than the logins of one user take. */
  private static final int LONGEST = 1 << 20;

  private PrivateFile() {}

  /**
   * The file's text.
   *
   * @param what the file is, for messages
   * @throws IllegalArgumentException if it cannot be read, or others can read it
   */
  public static String read(String what, Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("the " + what + " " + file + " is a folder; give a file");
    }
    try {
      Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
      open.addAll(Files.getPosixFilePermissions(file));
      open.retainAll(OF_OTHERS);
      if (!open.isEmpty()) {
        throw new IllegalArgumentException(
            "the " + what + " " + file + " can be read by others; run chmod 600 on it");
      }
      return SmallFile.text(file, LONGEST);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no " + what + " " + file, e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the " + what + " " + file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read the " + what + " " + file + ": " + FaultWords.of(e), e);
    }
  }
}
