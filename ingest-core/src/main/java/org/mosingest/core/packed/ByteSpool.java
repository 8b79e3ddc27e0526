package org.mosingest.core.packed;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of bytes, appended once and read in place. The first {@value #ON_HEAP} chunks are on the
 * heap; what is more goes to a file in the system's folder for temporary files, which has no name
 * there and ends with the process, and of which the system keeps in memory what there is room for.
 * Appended to by one thread; what that thread hands on may be read by any.
 */
final class ByteSpool implements AutoCloseable {

  private static final int CHUNK = 4 << 20;
  private static final int ON_HEAP = 16;

  private final List<MemorySegment> full = new ArrayList<>();
  private byte[] open = new byte[0];
  private int used;
  private @Nullable FileChannel file;
  private long written;

  /** Where the next record will begin, if it is short enough for this chunk. */
  long end() {
    return ((long) full.size() << 32) | used;
  }

  /**
   * Appends a record, with its length before it.
   *
   * @return where it begins
   * @throws IOException if there is no room for it
   */
  long append(byte[] record, int length) throws IOException {
    if (open.length - used < length + Integer.BYTES) {
      complete();
      // Most corpora are small.
      int next = full.isEmpty() && used == 0 ? 1 << 16 : CHUNK;
      open = new byte[Math.max(next, length + Integer.BYTES)];
    }
    long at = end();
    MemorySegment chunk = MemorySegment.ofArray(open);
    chunk.set(ValueLayout.JAVA_INT_UNALIGNED, used, length);
    System.arraycopy(record, 0, open, used + Integer.BYTES, length);
    used += length + Integer.BYTES;
    return at;
  }

  private void complete() throws IOException {
    if (used == 0) {
      return;
    }
    full.add(full.size() < ON_HEAP ? MemorySegment.ofArray(open).asSlice(0, used) : toFile());
    used = 0;
  }

  private MemorySegment toFile() throws IOException {
    try {
      if (file == null) {
        file = nameless();
      }
      ByteBuffer rest = ByteBuffer.wrap(open, 0, used);
      // Not through the mapping: a full disk is to be an error here and not a signal later.
      while (rest.hasRemaining()) {
        file.write(rest, written + rest.position());
      }
      MemorySegment mapped = file.map(MapMode.READ_ONLY, written, used, Arena.ofAuto());
      written += used;
      return mapped;
    } catch (IOException e) {
      throw new IOException(
          "the rows of a large manifest are kept in a file in "
              + System.getProperty("java.io.tmpdir")
              + ", which cannot be written: "
              + e.getMessage()
              + "; make room there",
          e);
    }
  }

  private static FileChannel nameless() throws IOException {
    Path path = Files.createTempFile("mos-ingest-rows-", ".tmp");
    try {
      return FileChannel.open(path, READ, WRITE);
    } finally {
      Files.delete(path);
    }
  }

  /** The record that begins there. */
  byte[] record(long at) {
    MemorySegment chunk = chunk(at);
    int offset = (int) at;
    byte[] record = new byte[chunk.get(ValueLayout.JAVA_INT_UNALIGNED, offset)];
    MemorySegment.copy(
        chunk, ValueLayout.JAVA_BYTE, offset + Integer.BYTES, record, 0, record.length);
    return record;
  }

  /** Where the record begins that was appended after the one that begins there. */
  long next(long at) {
    MemorySegment chunk = chunk(at);
    int offset = (int) at;
    int after = offset + Integer.BYTES + chunk.get(ValueLayout.JAVA_INT_UNALIGNED, offset);
    int index = (int) (at >> 32);
    boolean last = index < full.size() && after == chunk.byteSize();
    return last ? (long) (index + 1) << 32 : (at & ~0xffffffffL) | after;
  }

  private MemorySegment chunk(long at) {
    int index = (int) (at >> 32);
    return index < full.size() ? full.get(index) : MemorySegment.ofArray(open);
  }

  /** Ends the appending; what was appended can be read on. */
  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
