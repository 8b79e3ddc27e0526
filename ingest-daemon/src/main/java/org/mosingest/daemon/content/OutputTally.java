package org.mosingest.daemon.content;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.content.ContentTally;
import org.mosingest.core.jsonl.RowReader;

/**
 * One output, read up to some line's end. A file that was replaced or cut is read anew. Safe for
 * many threads.
 */
final class OutputTally {

  private final ReentrantLock lock = new ReentrantLock();
  private final Path file;

  @GuardedBy("lock")
  private ContentTally tally = new ContentTally();

  /** Behind the last line feed that was read. */
  @GuardedBy("lock")
  private long position;

  /** Which file it was, as far as the system tells. */
  @GuardedBy("lock")
  private @Nullable Object key;

  /** Within a line that does not fit into a piece, and so is no row. */
  @GuardedBy("lock")
  private boolean passingOver;

  OutputTally(Path file) {
    this.file = file;
  }

  /**
   * Reads on, whole lines, and tells what the file holds up to there; nothing where there is no
   * file, or something else, as a FIFO.
   *
   * @param bytes the most to read; more than a row has
   */
  Optional<ContentSoFar> readOn(int bytes, int mostCategories) throws IOException {
    // Opening a FIFO waits for its writer, and none can be read from a position.
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    lock.lock();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      beginAnewIfChanged(channel);
      ByteBuffer piece = ByteBuffer.allocate((int) Math.min(bytes, channel.size() - position));
      int length = 0;
      while (piece.hasRemaining() && channel.read(piece, position + length) >= 0) {
        length = piece.position();
      }
      long end = position + length;
      take(piece.array(), length, length == bytes);
      long size = channel.size();
      // What stands behind the last line feed is a row that is being written, or no row.
      boolean atEnd = end >= size;
      return Optional.of(
          new ContentSoFar(tally.distributions(mostCategories), atEnd ? size : position, size));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void beginAnewIfChanged(FileChannel channel) throws IOException {
    Object now = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    boolean same = Objects.equals(key, now) && position <= channel.size() && endsLine(channel);
    key = now;
    if (!same) {
      tally = new ContentTally();
      position = 0;
      passingOver = false;
    }
  }

  @GuardedBy("lock")
  private boolean endsLine(FileChannel channel) throws IOException {
    if (position == 0 || passingOver) {
      return true;
    }
    ByteBuffer last = ByteBuffer.allocate(1);
    return channel.read(last, position - 1) == 1 && last.get(0) == '\n';
  }

  /** Counts the whole lines of what was read. */
  @GuardedBy("lock")
  private void take(byte[] bytes, int length, boolean full) {
    int start = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        if (!passingOver) {
          RowReader.read(bytes, start, i - start).ifPresent(tally::add);
        }
        passingOver = false;
        start = i + 1;
      }
    }
    passingOver |= full && start == 0;
    position += passingOver ? length : start;
  }
}
