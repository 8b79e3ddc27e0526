package org.mosingest.core.jsonl;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mosingest.core.packed.SumScores;
import org.mosingest.core.paths.Guard;
import org.mosingest.core.paths.OpenedFile;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.state.DurableFiles;

/**
 * An output file that is appended to and never rewritten.
 *
 * <p>One JSON object a line. Opening it reads the hashes that are there and repairs the tail: a
 * last line without its line feed gets it if the line is a whole object; otherwise the line is
 * moved to {@code <output>.torn}, so that nothing is ever glued onto it, and so are last lines with
 * zero bytes, which a power loss leaves. Malformed lines elsewhere are left alone and counted.
 *
 * <p>Owned by one thread at a time; only {@link #sync} may be called by any, as long as nobody
 * interrupts it.
 */
public final class JsonlFile implements AutoCloseable {

  private final FileChannel channel;
  private final OpenedFile self;
  private final SumScores known;
  private final Map<Sha256, Long> own;
  private final Found found;

  /**
   * Where the last whole row ends while something torn may stand behind it; -1 while nothing does.
   */
  private long cutAt = -1;

  /** How long the file is by what was read and written here. */
  private volatile long length;

  private volatile boolean appending;
  private volatile Guard guard = () -> {};

  /** What the first sync that failed said. After it the system may call lost bytes safe. */
  private volatile @Nullable IOException unsynced;

  private JsonlFile(
      FileChannel channel, OpenedFile self, SumScores known, Map<Sha256, Long> own, Found found)
      throws IOException {
    this.channel = channel;
    this.self = self;
    this.length = channel.size();
    this.known = known;
    this.own = own;
    this.found = found;
  }

  /**
   * What was in the file when it was opened.
   *
   * @param rows lines that are JSON objects
   * @param malformedLines lines that are anything else but blank; they were left where they are
   * @param firstMalformedLine the number of the first of them, from 1; 0 if there is none
   * @param tornBytes the length of a torn end, mostly a last line, that was moved to {@code
   *     <output>.torn}; 0 if there was none
   */
  public record Found(int rows, int malformedLines, long firstMalformedLine, long tornBytes) {}

  /**
   * Looks at a file without repairing it: {@code tornBytes} are still in it.
   *
   * @throws IOException if it cannot be read
   */
  public static Found look(Path output) throws IOException {
    try (FileChannel channel = FileChannel.open(output, READ)) {
      JsonlScan scan =
          JsonlScan.of(
              channel, new SumScores(), new LinkedHashMap<>(), Long.MAX_VALUE, Long.MAX_VALUE);
      long torn =
          scan.tail() instanceof JsonlScan.Tail.Torn(long start) ? channel.size() - start : 0;
      return new Found(scan.rows(), scan.malformedLines(), scan.firstMalformedLine(), torn);
    }
  }

  /**
   * Opens the file for a new pass: see {@link #open(Path, long, long)}.
   *
   * @throws IOException if it cannot be read, repaired or written
   */
  public static JsonlFile open(Path output) throws IOException {
    return open(output, Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /**
   * Opens the file, makes it and its folder if need be, reads it and repairs its tail.
   *
   * @param ownFrom where the rows begin that the pass now taken up again wrote itself, after it
   *     last said how far it was; {@link Long#MAX_VALUE} for a new pass
   * @param newFrom where the rows begin that came since the run first began; {@link Long#MAX_VALUE}
   *     for a new run, or where that is not known
   * @throws IOException if it cannot be read, repaired or written
   */
  public static JsonlFile open(Path output, long ownFrom, long newFrom) throws IOException {
    Path absolute = output.toAbsolutePath();
    Files.createDirectories(absolute.resolveSibling(""));
    FileChannel channel = FileChannel.open(absolute, CREATE, READ, WRITE);
    try {
      OpenedFile self = OpenedFile.at("the output", absolute);
      // Also where it is not new: whoever made it may have died before its name was on the disk.
      DurableFiles.syncFolder(absolute.resolveSibling(""));
      SumScores known = new SumScores();
      Map<Sha256, Long> own = new LinkedHashMap<>();
      JsonlScan scan = JsonlScan.of(channel, known, own, ownFrom, newFrom);
      long torn = 0;
      switch (scan.tail()) {
        case JsonlScan.Tail.Ended ended -> {}
        case JsonlScan.Tail.WholeRow whole -> {
          writeAll(channel, ByteBuffer.wrap(new byte[] {'\n'}), channel.size());
          channel.force(true);
        }
        case JsonlScan.Tail.Torn(long start) -> {
          torn = channel.size() - start;
          setAside(channel, start, tornFile(absolute));
          channel.truncate(start);
          channel.force(true);
        }
      }
      channel.position(channel.size());
      return new JsonlFile(
          channel,
          self,
          known,
          own,
          new Found(scan.rows(), scan.malformedLines(), scan.firstMalformedLine(), torn));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Where the torn last line of an output goes. */
  public static Path tornFile(Path output) {
    return output.resolveSibling(output.getFileName() + ".torn");
  }

  /** Copied and synced before the tail is cut, so that a crash in between loses nothing. */
  private static void setAside(FileChannel from, long start, Path torn) throws IOException {
    try (FileChannel to = FileChannel.open(torn, CREATE, WRITE, APPEND)) {
      long position = start;
      long size = from.size();
      while (position < size) {
        position += from.transferTo(position, size - position, to);
      }
      to.write(ByteBuffer.wrap(new byte[] {'\n'}));
      to.force(true);
    }
    DurableFiles.syncFolder(torn.resolveSibling(""));
  }

  /** What was in the file when it was opened. */
  public Found found() {
    return found;
  }

  /** The hashes of the rows that were in the file before the pass began. Not to be changed. */
  public Set<Sha256> hashes() {
    return known.sums();
  }

  /** Which of the hashes from before the run first began, or {@link SumScores#NOWHERE}. */
  public int olderPlace(Sha256 sha256) {
    return known.markedPlace(sha256);
  }

  /** The MOS of the row with one of these hashes; NaN if it has none or there is no such row. */
  public double mos(Sha256 sha256) {
    return known.mos(sha256);
  }

  /**
   * The hashes of the rows that the pass wrote itself before it was cut off, each with the offset
   * of its line, in the file's order.
   */
  public Map<Sha256, Long> own() {
    return own;
  }

  /** The file's length in bytes. */
  public long length() {
    return length;
  }

  /** Has something else looked at whenever rows are synced. */
  public void guardedBy(Guard other) {
    guard = other;
  }

  /**
   * Appends whole lines. They are with the operating system when this returns, so they outlive the
   * process.
   *
   * @throws IOException if they cannot be written in full; what got in is cut off again, so that no
   *     torn line stays, and the same lines may be appended later
   * @throws org.mosingest.core.paths.TakenAwayException if the file was changed by somebody else
   */
  public void append(ByteBuffer lines) throws IOException {
    checkSynced();
    appending = true;
    try {
      appendWhole(lines);
    } finally {
      appending = cutAt >= 0;
    }
  }

  private void appendWhole(ByteBuffer lines) throws IOException {
    if (cutAt >= 0) {
      channel.truncate(cutAt);
    }
    long before = length;
    self.checkLength(channel.size(), before);
    cutAt = before;
    try {
      int bytes = lines.remaining();
      writeAll(channel, lines, before);
      length = before + bytes;
      cutAt = -1;
    } catch (IOException e) {
      try {
        channel.truncate(before);
        cutAt = -1;
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  private void checkSynced() throws IOException {
    IOException fault = unsynced;
    if (fault != null) {
      throw new IOException("rows could not be synced earlier: " + fault.getMessage(), fault);
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes, long position)
      throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  /**
   * Makes what was appended last through a power loss.
   *
   * @throws org.mosingest.core.paths.TakenAwayException if the path does not lead to this file any
   *     more, or its length is another than was written
   * @throws IOException if it cannot be synced, now or at any time before: a system that has told
   *     so once may forget what it could not write, so nothing can be said of the file before it is
   *     opened again
   */
  public void sync() throws IOException {
    checkSynced();
    try {
      channel.force(true);
    } catch (IOException e) {
      unsynced = e;
      throw e;
    }
    self.check();
    checkLength();
    guard.check();
  }

  /** An append under way on another thread may have got anywhere. */
  private void checkLength() throws IOException {
    boolean before = appending;
    long written = length;
    long found = channel.size();
    if (found < written || !(before || appending || length != written)) {
      self.checkLength(found, written);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
