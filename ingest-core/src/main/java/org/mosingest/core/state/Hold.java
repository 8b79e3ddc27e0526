package org.mosingest.core.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.row.Text;

/**
 * The right to write to a folder or a file, held by one run at a time, by whatever path it is asked
 * for.
 */
public final class Hold implements AutoCloseable {

  private static final String CLIPS_LOCK = ".ingest-clips.lock";

  private final LockFile lock;

  private Hold(LockFile lock) {
    this.lock = lock;
  }

  /**
   * Takes a corpus folder.
   *
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold corpus(Path folder) throws HeldException, IOException {
    return corpus(folder, "");
  }

  /**
   * The same.
   *
   * @param holder who takes it, for others of this process that want it
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold corpus(Path folder, String holder) throws HeldException, IOException {
    return new Hold(
        LockFile.take(corpusLock(folder), "the corpus folder " + folder, "run", holder, true));
  }

  /**
   * Takes an output file, which need not exist yet.
   *
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold output(Path output) throws HeldException, IOException {
    return output(output, "");
  }

  /**
   * The same.
   *
   * @param holder who takes it, for others of this process that want it
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold output(Path output, String holder) throws HeldException, IOException {
    return file(output, "the output", holder, true);
  }

  /**
   * Takes another file that a run replaces. Its lock file is gone when it is given up.
   *
   * @param role what the file is, {@code the replay manifest}
   * @param holder who takes it, for others of this process that want it
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold file(Path file, String role, String holder) throws HeldException, IOException {
    return file(file, role, holder, false);
  }

  private static Hold file(Path file, String role, String holder, boolean leaves)
      throws HeldException, IOException {
    Path end = FileIdentity.endOfLinks(file.toAbsolutePath());
    Files.createDirectories(end.resolveSibling(""));
    return new Hold(LockFile.take(lockOf(file), role + " " + file, "run", holder, leaves));
  }

  /**
   * Takes a folder of clips, which need not be there yet, and all below it. Its lock file is gone
   * when it is given up.
   *
   * @param holder who takes it, for others of this process that want it
   * @throws HeldException if another run has it, or a folder above it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold clips(Path folder, String holder) throws HeldException, IOException {
    Path real = FileIdentity.of(folder).real();
    Files.createDirectories(real.resolveSibling(""));
    Hold hold =
        new Hold(
            LockFile.take(clipsLock(real), "the clips folder " + folder, "run", holder, false));
    try {
      // After the own lock was taken: of two that begin at once, one at least sees the other.
      for (Path above = real.getParent();
          above != null && above.getParent() != null;
          above = above.getParent()) {
        refuseHeld(above, "the clips folder " + folder + " lies in the clips folder " + above);
      }
      return hold;
    } catch (HeldException | IOException | RuntimeException e) {
      try {
        hold.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /**
   * Refuses a folder that another run holds as one of clips.
   *
   * @param what it is, for the message
   * @throws HeldException if it is held
   * @throws IOException if it cannot be told
   */
  public static void refuseHeld(Path folder, String what) throws HeldException, IOException {
    Optional<String> holder = LockFile.holderOf(clipsLock(FileIdentity.of(folder).real()));
    if (holder.isPresent()) {
      throw new HeldException(Text.printable(what) + ", which is held by " + holder.get());
    }
  }

  /**
   * Takes the state folder of a service, and makes it, for its owner alone, if need be.
   *
   * @throws HeldException if another service has it
   * @throws IOException if the folder cannot be made or the lock file cannot be written
   */
  public static Hold service(Path stateFolder) throws HeldException, IOException {
    DurableFiles.makeForOwner(stateFolder);
    Path folder = stateFolder.toRealPath();
    return new Hold(
        LockFile.take(
            folder.resolve(".service.lock"),
            "the state folder " + stateFolder,
            "daemon",
            "",
            true));
  }

  /**
   * Who holds a corpus folder, if anybody does; takes nothing and makes no file. Only a look: it
   * may be otherwise a moment later.
   *
   * @throws IOException if it cannot be told
   */
  public static Optional<String> holderOfCorpus(Path folder) throws IOException {
    return LockFile.holderOf(corpusLock(folder));
  }

  /**
   * Who holds an output or another file, if anybody does; as {@link #holderOfCorpus}.
   *
   * @throws IOException if it cannot be told
   */
  public static Optional<String> holderOfOutput(Path output) throws IOException {
    Path end = FileIdentity.endOfLinks(output.toAbsolutePath());
    return Files.isDirectory(end.resolveSibling(""))
        ? LockFile.holderOf(lockOf(output))
        : Optional.empty();
  }

  /**
   * The lock file of a corpus folder.
   *
   * @throws IOException if there is no such folder
   */
  public static Path corpusLock(Path folder) throws IOException {
    return folder.toRealPath().resolve(".ingest.lock");
  }

  /**
   * The lock file of a folder of clips: beside it, or in it where nobody may write beside it, as
   * with a disk of its own.
   *
   * @param real the folder's real path
   */
  public static Path clipsLock(Path real) {
    Path beside = real.resolveSibling("." + real.getFileName() + ".clips.lock");
    return Files.isWritable(real.resolveSibling("")) ? beside : real.resolve(CLIPS_LOCK);
  }

  /**
   * The lock file of an output or another file.
   *
   * @throws IOException if it cannot be told where its path leads
   */
  public static Path lockOf(Path file) throws IOException {
    Path real = FileIdentity.of(file).real();
    return real.resolveSibling("." + real.getFileName() + ".lock");
  }

  /**
   * Whether the lock file is still the one that was locked: otherwise another process may hold the
   * same by a new one.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   * @throws IOException if that cannot be told
   */
  public void check() throws IOException {
    lock.check();
  }

  /** Gives it up. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
