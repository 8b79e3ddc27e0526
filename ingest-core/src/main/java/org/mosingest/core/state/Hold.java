package org.mosingest.core.state;

import com.google.common.io.Closer;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.paths.Mounts;
import org.mosingest.core.row.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write to a folder or a file, held by one run at a time, by whatever path it is asked
 * for.
 */
public final class Hold implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

  private static final String CLIPS_LOCK = ".ingest-clips.lock";

  /** In the order in which they were taken. */
  private final List<LockFile> locks = new ArrayList<>();

  private Hold() {}

  private Hold(LockFile lock) {
    locks.add(lock);
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
   * Takes a folder of clips, which need not be there yet, and all below it. Its lock files are gone
   * when it is given up.
   *
   * @param holder who takes it, for others of this process that want it
   * @throws HeldException if another run has it, or a folder above it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold clips(Path folder, String holder) throws HeldException, IOException {
    Path real = FileIdentity.of(folder).real();
    Files.createDirectories(real.resolveSibling(""));
    Hold hold = new Hold();
    try {
      for (Path lock : clipsLocks(real)) {
        hold.takeClips(lock, folder, holder);
      }
      // After the own locks were taken: of two that begin at once, one at least sees the other.
      refuseHeldAbove(real, folder);
      for (Path other : Mounts.otherPathsOf(real)) {
        refuseHeldAbove(other, folder);
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

  private static void refuseHeldAbove(Path path, Path folder) throws HeldException, IOException {
    for (Path above = path.getParent();
        above != null && above.getParent() != null;
        above = above.getParent()) {
      refuseHeld(above, "the clips folder " + folder + " is inside the clips folder " + above);
    }
  }

  private void takeClips(Path lock, Path folder, String holder) throws HeldException, IOException {
    try {
      locks.add(LockFile.take(lock, "the clips folder " + folder, "run", holder, false));
    } catch (IOException e) {
      if (locks.isEmpty()) {
        throw e;
      }
      // A disk that knows no locks, or has no room for one more file.
      LOG.warn(
          "cannot lock {}: {}. A run that reaches these clips through another mount is not noticed",
          Text.printable(lock.toString()),
          Text.printable(String.valueOf(e.getMessage())));
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
    for (Path lock : clipsLocks(FileIdentity.of(folder).real())) {
      Optional<String> holder = LockFile.holderOf(lock);
      if (holder.isPresent()) {
        throw new HeldException(Text.printable(what) + ", which is held by " + holder.get());
      }
    }
  }

  /**
   * Takes the state folder of a service, and makes it, for its owner alone, if need be.
   *
   * @throws HeldException if another service has it
   * @throws IOException if the folder cannot be made or the lock file cannot be written
   */
  public static Hold service(Path stateFolder) throws HeldException, IOException {
    try {
      DurableFiles.makeForOwner(stateFolder);
    } catch (FileSystemException e) {
      throw new IOException("cannot create the state folder: " + FaultWords.of(e), e);
    }
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
   * The lock files of a folder of clips: one beside it, for as long as the folder is not there, and
   * one in it, which is the same file by whatever mount the folder is reached. Only those that can
   * be: nobody may write beside a disk of its own.
   *
   * @param real the folder's real path
   */
  public static List<Path> clipsLocks(Path real) {
    List<Path> all = new ArrayList<>();
    if (Files.isWritable(real.resolveSibling(""))) {
      all.add(real.resolveSibling("." + real.getFileName() + ".clips.lock"));
    }
    if (all.isEmpty() || Files.isDirectory(real)) {
      all.add(real.resolve(CLIPS_LOCK));
    }
    return all;
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
    for (LockFile lock : locks) {
      lock.check();
    }
  }

  /** Gives it up. */
  @Override
  public void close() throws IOException {
    try (Closer closer = Closer.create()) {
      locks.forEach(lock -> closer.register(lock::close));
    }
  }
}
