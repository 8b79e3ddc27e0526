package org.mosingest.core.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.core.row.Sha256;

/**
 * The decisions made since the snapshot was last written.
 *
 * <p>Format: a first line with the SHA-256 of the snapshot that the journal continues and a 2, then
 * a line {@code {"NAME": {"state": ...}, "was": {"state": ...}}} for each decision, {@code {"NAME":
 * null}} where an entry is forgotten, without {@code "was"} where there was none. A last line
 * without its line feed is torn and ignored. Without decisions the file is empty. Each decision is
 * with the operating system when {@link #append} returns, and on the disk at most 50 decisions
 * later.
 *
 * <p>Under an interrupted thread the channel is closed; it is opened anew then, and what was to be
 * written is written again at the same place.
 *
 * <p>Not safe for use by several threads at once. {@link JournalReplay} reads it.
 */
final class ProgressJournal implements AutoCloseable {

  /**
   * One line of the journal.
   *
   * @param key the clip's key
   * @param was what was known of it before; empty if nothing
   * @param state what is now known of it; empty if it is forgotten
   */
  record Decision(String key, Optional<ClipState> was, Optional<ClipState> state) {}

  static final String WAS = "was";

  /** What ends the first line: this format's number. */
  static final String FORMAT = " 2\n";

  private final Path file;
  private FileChannel out;
  private final OpenedFile self;

  /** The first line, until it is written with the first decision. */
  private @Nullable String header;

  private long end;
  private int decisions;
  private int unsynced;
  private boolean closed;

  private ProgressJournal(Path file, FileChannel out, OpenedFile self) {
    this.file = file;
    this.out = out;
    this.self = self;
  }

  /** An empty journal that continues the snapshot. */
  static ProgressJournal begin(Path file, Sha256 snapshot) throws IOException {
    FileChannel out = FileChannel.open(file, CREATE, WRITE);
    ProgressJournal journal;
    try {
      journal = new ProgressJournal(file, out, opened(file));
      journal.restart(snapshot);
      DurableFiles.syncFolder(file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      out.close();
      throw e;
    }
    return journal;
  }

  private static OpenedFile opened(Path file) throws IOException {
    return OpenedFile.at("the journal of the download progress", file);
  }

  /** Drops all decisions: the snapshot holds them now. */
  void restart(Sha256 snapshot) throws IOException {
    header = header(snapshot);
    end = 0;
    decisions = 0;
    unsynced = 0;
    cutTo(0);
  }

  private void cutTo(long length) throws IOException {
    DurableFiles.uninterruptibly(() -> out().truncate(length));
  }

  private FileChannel out() throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (!out.isOpen()) {
      self.check();
      out = FileChannel.open(file, WRITE);
    }
    return out;
  }

  private void write(byte[] bytes) throws IOException {
    DurableFiles.uninterruptibly(
        () -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            out().write(rest, end + rest.position());
          }
        });
  }

  /** How many decisions the journal holds. */
  int decisions() {
    return decisions;
  }

  /**
   * Adds decisions.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if the journal was changed by somebody else
   * @throws IOException if they cannot be written; none of them is in the journal then
   */
  void append(List<Decision> more) throws IOException {
    StringBuilder lines = new StringBuilder(128 * more.size());
    if (header != null) {
      lines.append(header);
    }
    for (Decision decision : more) {
      lines.append('{');
      ProgressJson.appendEntry(lines, decision.key(), decision.state());
      if (decision.was().isPresent()) {
        ProgressJson.appendEntry(lines.append(", "), WAS, decision.was());
      }
      lines.append("}\n");
    }
    byte[] bytes = lines.toString().getBytes(UTF_8);
    checkNotCut();
    try {
      cutTo(end);
      write(bytes);
    } catch (IOException e) {
      try {
        cutTo(end);
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
    header = null;
    end += bytes.length;
    decisions += more.size();
    unsynced += more.size();
    if (unsynced >= DownloadProgress.MOST_UNSAVED) {
      DurableFiles.uninterruptibly(() -> out().force(true));
      unsynced = 0;
      self.check();
    }
  }

  /** What is longer than it was written is the rest of an append that failed, and cut off again. */
  private void checkNotCut() throws IOException {
    DurableFiles.uninterruptibly(
        () -> {
          long length = out().size();
          if (length < end) {
            self.checkLength(length, end);
          }
        });
  }

  /**
   * Whether the journal's path still leads to it.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if not
   */
  void check() throws IOException {
    self.check();
  }

  /** The first line of a journal that continues the snapshot. */
  static String header(Sha256 snapshot) {
    return snapshot.hex() + FORMAT;
  }

  /** Removes the file if the snapshot holds all decisions; otherwise it keeps what it has. */
  @Override
  public void close() throws IOException {
    closed = true;
    out.close();
    if (decisions == 0) {
      Files.deleteIfExists(file);
    }
  }
}
