package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.core.row.Text;

/**
 * The right to write to a corpus folder or an output, held by one run at a time. The operating
 * system drops it when the process dies, however it dies; the small lock file stays and means
 * nothing by itself.
 */
public final class Hold implements AutoCloseable {

  /**
   * What this process holds. Looked up before a lock file is even opened: closing any handle on a
   * file gives up every POSIX lock that the process has on it.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private static final byte[] HOLDER_BEGINS = "pid ".getBytes(UTF_8);

  /** A lock file that is made anew more often is nobody's carelessness. */
  private static final int MOST_TRIES = 100;

  /** Room for a process's number. */
  private static final int LONGEST_LOCK = 64;

  private final Path lockFile;
  private final FileChannel channel;
  private final OpenedFile opened;

  private Hold(Path lockFile, FileChannel channel, OpenedFile opened) {
    this.lockFile = lockFile;
    this.channel = channel;
    this.opened = opened;
  }

  /**
   * Takes a corpus folder.
   *
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold corpus(Path folder) throws HeldException, IOException {
    return take(corpusLock(folder), "the corpus folder " + folder, "run");
  }

  /**
   * Takes an output file, which need not exist yet.
   *
   * @throws HeldException if another run has it
   * @throws IOException if the lock file cannot be written
   */
  public static Hold output(Path output) throws HeldException, IOException {
    Path end = FileIdentity.endOfLinks(output.toAbsolutePath());
    Files.createDirectories(end.resolveSibling(""));
    return take(lockOf(output), "the output " + output, "run");
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
    return take(folder.resolve(".service.lock"), "the state folder " + stateFolder, "daemon");
  }

  /**
   * Who holds a corpus folder, if anybody does; takes nothing and makes no file. Only a look: it
   * may be otherwise a moment later.
   *
   * @throws IOException if it cannot be told
   */
  public static Optional<String> holderOfCorpus(Path folder) throws IOException {
    return holderOf(corpusLock(folder));
  }

  /**
   * Who holds an output, if anybody does; as {@link #holderOfCorpus}.
   *
   * @throws IOException if it cannot be told
   */
  public static Optional<String> holderOfOutput(Path output) throws IOException {
    Path end = FileIdentity.endOfLinks(output.toAbsolutePath());
    return Files.isDirectory(end.resolveSibling("")) ? holderOf(lockOf(output)) : Optional.empty();
  }

  private static Optional<String> holderOf(Path lockFile) throws IOException {
    if (HELD_HERE.contains(lockFile)) {
      return Optional.of("another run of this process");
    }
    if (Files.notExists(lockFile)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(lockFile, READ)) {
      // Shared, which needs no right to write and lets others look at the same time.
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      return lock == null ? Optional.of("another run" + holder(channel)) : Optional.empty();
    }
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
   * The lock file of an output.
   *
   * @throws IOException if it cannot be told where the output leads
   */
  public static Path lockOf(Path output) throws IOException {
    Path real = FileIdentity.of(output).real();
    return real.resolveSibling("." + real.getFileName() + ".lock");
  }

  private static Hold take(Path lockFile, String what, String byWhom)
      throws HeldException, IOException {
    if (!HELD_HERE.add(lockFile)) {
      throw new HeldException(
          Text.printable(what) + " is held by another " + byWhom + " of this process");
    }
    @Nullable Hold taken = null;
    try {
      for (int i = 0; taken == null; i++) {
        if (i == MOST_TRIES) {
          throw new IOException(
              "cannot lock with "
                  + Text.printable(lockFile.toString())
                  + ": it changes all the time");
        }
        taken = attempt(lockFile, what, byWhom);
      }
      return taken;
    } finally {
      if (taken == null) {
        // Only now: the closing would give up the lock of whoever took it in between.
        HELD_HERE.remove(lockFile);
      }
    }
  }

  /**
   * Takes the lock; null if the lock file was deleted or made anew meanwhile: whoever did so may
   * hold another one under its name.
   */
  private static @Nullable Hold attempt(Path lockFile, String what, String byWhom)
      throws HeldException, IOException {
    Optional<Object> before = FileIdentity.keyOf(lockFile);
    // A link in its place would have another file truncated.
    FileChannel channel = FileChannel.open(lockFile, CREATE, READ, WRITE, NOFOLLOW_LINKS);
    boolean taken = false;
    try {
      OpenedFile opened = OpenedFile.at("the lock file", lockFile);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HeldException(
            Text.printable(what) + " is held by another " + byWhom + holder(channel));
      }
      Optional<Object> now = FileIdentity.keyOf(lockFile);
      if (!now.equals(opened.key()) || (before.isPresent() && !now.equals(before))) {
        return null;
      }
      refuseOther(lockFile, channel);
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(("pid " + ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
      taken = true;
      return new Hold(lockFile, channel, opened);
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /**
   * Whether the lock file is still the one that was locked: otherwise another process may hold the
   * same by a new one.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   * @throws IOException if that cannot be told
   */
  public void check() throws IOException {
    opened.check();
  }

  /**
   * A file that somebody else put there is not truncated. After a power loss ours may be cut short,
   * or zeros.
   */
  private static void refuseOther(Path lockFile, FileChannel channel) throws IOException {
    byte[] found = new byte[LONGEST_LOCK];
    int length = Math.max(0, channel.read(ByteBuffer.wrap(found), 0));
    boolean ours = channel.size() <= LONGEST_LOCK;
    for (int i = 0; i < length; i++) {
      ours &= found[i] == 0 || i >= HOLDER_BEGINS.length || found[i] == HOLDER_BEGINS[i];
    }
    if (!ours) {
      throw new IOException(
          "cannot lock with "
              + Text.printable(lockFile.toString())
              + ": it is there and is no lock file of this program; move it away");
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_LOCK);
    channel.read(text, 0);
    String who = new String(text.array(), 0, text.position(), UTF_8).strip();
    return who.isEmpty() ? "" : " (" + Text.printable(who) + ")";
  }

  /** Gives it up. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD_HERE.remove(lockFile);
    }
  }
}
