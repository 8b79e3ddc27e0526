package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** As many as Linux follows. */
  private static final int MOST_LINKS = 40;

  private final Path lockFile;
  private final FileChannel channel;

  private Hold(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
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
    Path end = endOfLinks(output.toAbsolutePath());
    Files.createDirectories(end.resolveSibling(""));
    return take(outputLock(end), "the output " + output, "run");
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
    Path end = endOfLinks(output.toAbsolutePath());
    return Files.isDirectory(end.resolveSibling("")) ? holderOf(outputLock(end)) : Optional.empty();
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

  private static Path corpusLock(Path folder) throws IOException {
    return folder.toRealPath().resolve(".ingest.lock");
  }

  private static Path outputLock(Path endOfLinks) throws IOException {
    Path real =
        Files.exists(endOfLinks)
            ? endOfLinks.toRealPath()
            : endOfLinks.resolveSibling("").toRealPath().resolve(endOfLinks.getFileName());
    return real.resolveSibling("." + real.getFileName() + ".lock");
  }

  /**
   * Where writing to the path would make a file: links are followed even to what does not exist
   * yet.
   */
  private static Path endOfLinks(Path path) throws IOException {
    Path end = path;
    for (int i = 0; Files.isSymbolicLink(end); i++) {
      if (i == MOST_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      end = end.resolveSibling(Files.readSymbolicLink(end));
    }
    return end;
  }

  private static Hold take(Path lockFile, String what, String byWhom)
      throws HeldException, IOException {
    if (!HELD_HERE.add(lockFile)) {
      throw new HeldException(
          Text.printable(what) + " is held by another " + byWhom + " of this process");
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(lockFile, CREATE, READ, WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new HeldException(
            Text.printable(what) + " is held by another " + byWhom + holder(channel));
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(("pid " + ProcessHandle.current().pid() + "\n").getBytes(UTF_8)), 0);
      taken = true;
      return new Hold(lockFile, channel);
    } finally {
      if (!taken) {
        try {
          if (channel != null) {
            channel.close();
          }
        } finally {
          // Only now: the closing would give up the lock of whoever took it in between.
          HELD_HERE.remove(lockFile);
        }
      }
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(64);
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
