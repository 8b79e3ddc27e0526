package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.FaultWords;
import org.mosingest.core.paths.FileIdentity;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.core.row.Text;

/**
 * A file that is locked by one holder at a time, on this machine or another that sees the same
 * disk. The operating system drops the lock when the process dies, however it dies; the small file
 * means nothing by itself.
 */
final class LockFile implements AutoCloseable {

  /**
   * What this process has locked, by path and by what the file system knows it by, and for whom.
   * Looked up before a lock file is even opened: closing any handle on a file gives up every POSIX
   * lock that the process has on it.
   */
  private static final Map<Object, String> HELD_HERE = new ConcurrentHashMap<>();

  private static final byte[] HOLDER_BEGINS = "pid ".getBytes(UTF_8);

  /** A lock file that is made anew more often is nobody's carelessness. */
  private static final int MOST_TRIES = 100;

  /** Room for a process's number. */
  private static final int LONGEST_HOLDER = 64;

  private static final int MOST_PADDING = 4_000;

  private final Path path;
  private final FileChannel channel;
  private final OpenedFile opened;
  private final boolean leaves;

  private LockFile(Path path, FileChannel channel, OpenedFile opened, boolean leaves) {
    this.path = path;
    this.channel = channel;
    this.opened = opened;
    this.leaves = leaves;
  }

  /**
   * Takes the lock. An interrupt does not keep it from that, and stays set.
   *
   * @param what it stands for, {@code the output rows.jsonl}
   * @param byWhom who else may hold it: {@code run} or {@code daemon}
   * @param holder who takes it, for others of this process that want it; may be empty
   * @param leaves whether the file stays when the lock is given up
   * @throws HeldException if another has it
   * @throws IOException if the file cannot be written, or is somebody else's
   */
  static LockFile take(Path path, String what, String byWhom, String holder, boolean leaves)
      throws HeldException, IOException {
    @Nullable String here = HELD_HERE.putIfAbsent(path, holder);
    if (here != null) {
      throw heldHere(what, byWhom, here);
    }
    @Nullable LockFile taken = null;
    boolean interrupted = false;
    try {
      for (int i = 0; taken == null; i++) {
        if (i == MOST_TRIES) {
          throw new IOException(
              "cannot lock with " + Text.printable(path.toString()) + ": it keeps changing");
        }
        try {
          taken = attempt(path, what, byWhom, leaves);
        } catch (ClosedByInterruptException e) {
          // Given up here, the file would be left behind: whoever is to end does so a moment later.
          interrupted = true;
          boolean _ = Thread.interrupted();
        }
      }
      taken.opened.key().ifPresent(key -> HELD_HERE.put(key, holder));
      return taken;
    } finally {
      if (taken == null) {
        // Only now: the closing would give up the lock of whoever took it in between.
        HELD_HERE.remove(path);
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static HeldException heldHere(String what, String byWhom, String holder) {
    return new HeldException(
        Text.printable(what)
            + " is held by another "
            + byWhom
            + " of this process"
            + (holder.isEmpty() ? "" : " (" + Text.printable(holder) + ")"));
  }

  /**
   * Takes the lock; null if the file was deleted or made anew meanwhile: whoever did so may hold
   * another one under its name.
   */
  private static @Nullable LockFile attempt(Path path, String what, String byWhom, boolean leaves)
      throws HeldException, IOException {
    Optional<Object> before = FileIdentity.keyOf(path);
    @Nullable String here = before.isPresent() ? HELD_HERE.get(before.get()) : null;
    if (here != null) {
      // By another path: a link, or a folder that is mounted twice.
      throw heldHere(what, byWhom, here);
    }
    // A link in its place would have another file truncated.
    FileChannel channel = open(path, what);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HeldException(
            Text.printable(what) + " is held by another " + byWhom + holder(channel));
      }
      refuseOther(path, channel);
      if (!isAt(path, channel)) {
        return null;
      }
      OpenedFile opened = OpenedFile.at("the lock file", path);
      if (!isAt(path, channel)) {
        return null;
      }
      write(path, channel, 0);
      taken = true;
      return new LockFile(path, channel, opened, leaves);
    } catch (NoSuchFileException e) {
      return null;
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static FileChannel open(Path path, String what) throws IOException {
    try {
      return FileChannel.open(path, CREATE, READ, WRITE, NOFOLLOW_LINKS);
    } catch (FileSystemException e) {
      throw new IOException("cannot lock " + Text.printable(what) + ": " + FaultWords.of(e), e);
    }
  }

  /**
   * Whether the path leads to the locked file. Java does not tell of an open file what the system
   * knows it by, so the file's length is changed, by chance, and looked for under the path.
   */
  private static boolean isAt(Path path, FileChannel channel) throws IOException {
    write(path, channel, 1 + ThreadLocalRandom.current().nextInt(MOST_PADDING));
    return Files.size(path) == channel.size();
  }

  /**
   * Says who holds it. On a full disk a file that was empty stays so: the lock counts, not what it
   * says.
   */
  private static void write(Path path, FileChannel channel, int padding) throws IOException {
    String text = "pid " + ProcessHandle.current().pid() + "\n" + " ".repeat(padding);
    byte[] bytes = text.getBytes(UTF_8);
    try {
      // Within the block that the file has, if it has one.
      channel.write(ByteBuffer.wrap(bytes), 0);
      channel.truncate(bytes.length);
    } catch (IOException e) {
      if (!Exhaustion.isDiskFull(path, e)) {
        throw e;
      }
    }
  }

  /**
   * A file that somebody else put there is not truncated. After a power loss ours may be cut short,
   * or zeros.
   */
  private static void refuseOther(Path path, FileChannel channel) throws IOException {
    byte[] found = new byte[LONGEST_HOLDER];
    int length = Math.max(0, channel.read(ByteBuffer.wrap(found), 0));
    boolean ours = channel.size() <= LONGEST_HOLDER + MOST_PADDING;
    for (int i = 0; i < length; i++) {
      ours &= found[i] == 0 || i >= HOLDER_BEGINS.length || found[i] == HOLDER_BEGINS[i];
    }
    if (!ours) {
      throw new IOException(
          "cannot lock with "
              + Text.printable(path.toString())
              + ": it exists and is not a lock file of this program; move it away");
    }
  }

  /**
   * Who has the lock, if anybody; takes nothing and makes no file.
   *
   * @throws IOException if it cannot be told
   */
  static Optional<String> holderOf(Path path) throws IOException {
    Optional<Object> key = FileIdentity.keyOf(path);
    if (HELD_HERE.containsKey(path) || (key.isPresent() && HELD_HERE.containsKey(key.get()))) {
      return Optional.of("another run of this process");
    }
    if (key.isEmpty()) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(path, READ)) {
      // Shared, which needs no right to write and lets others look at the same time.
      FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true);
      return lock == null ? Optional.of("another run" + holder(channel)) : Optional.empty();
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_HOLDER);
    channel.read(text, 0);
    String who = new String(text.array(), 0, text.position(), UTF_8).strip();
    return who.isEmpty() ? "" : " (" + Text.printable(who) + ")";
  }

  /**
   * Whether the file is still the one that was locked.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   * @throws IOException if that cannot be told
   */
  void check() throws IOException {
    opened.check();
  }

  /**
   * Gives the lock up. A file that does not stay goes first: who had it open by then finds, once it
   * is locked, that it is not the one of that name.
   */
  @Override
  public void close() throws IOException {
    try (channel) {
      if (!leaves && FileIdentity.keyOf(path).equals(opened.key())) {
        Files.deleteIfExists(path);
      }
    } finally {
      opened.key().ifPresent(HELD_HERE::remove);
      HELD_HERE.remove(path);
    }
  }
}
