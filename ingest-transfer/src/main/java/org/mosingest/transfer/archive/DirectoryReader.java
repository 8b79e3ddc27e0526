package org.mosingest.transfer.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.mosingest.core.row.Counted;

/** Reads an archive's directory entry by entry, holding one at a time. */
final class DirectoryReader {

  /** An entry without a name. */
  static final int LEAST_ENTRY = 46;

  private static final long ENTRY = 0x02014b50L;
  private static final int LOCAL_HEADER = 30;
  private static final int ZIP64_FIELD = 1;
  private static final long ALL_32 = 0xffffffffL;

  /** What names are in that are not UTF-8 (APPNOTE appendix D). */
  private static final Charset OLD_NAMES = Charset.forName("IBM437");

  /** Told of each entry. */
  @FunctionalInterface
  interface Listener {
    void entry(ArchiveEntry entry) throws ArchiveFault;
  }

  private DirectoryReader() {}

  /**
   * Reads it to its end.
   *
   * @param directory its bytes and no others
   * @throws ArchiveFault if they are no directory, or not as many entries as the end record says
   * @throws IOException if they do not come
   */
  static void read(InputStream directory, EndRecord end, Listener listener)
      throws ArchiveFault, IOException {
    BufferedInputStream in = new BufferedInputStream(directory, 64 << 10);
    byte[] head = new byte[LEAST_ENTRY];
    long left = end.size();
    long entries = 0;
    while (left > 0) {
      if (left < LEAST_ENTRY) {
        throw damaged();
      }
      fill(in, head);
      int name = LittleEndian.u16(head, 28);
      int extra = LittleEndian.u16(head, 30);
      int comment = LittleEndian.u16(head, 32);
      left -= LEAST_ENTRY + name + extra + comment;
      if (LittleEndian.u32(head, 0) != ENTRY || left < 0) {
        throw damaged();
      }
      byte[] nameBytes = new byte[name];
      fill(in, nameBytes);
      byte[] extraBytes = new byte[extra];
      fill(in, extraBytes);
      in.skipNBytes(comment);
      entries++;
      listener.entry(entry(head, nameBytes, extraBytes, end));
    }
    if (entries != end.entries()) {
      throw new ArchiveFault(
          "its directory has "
              + Counted.of(entries, "member")
              + ", but its end record says "
              + end.entries());
    }
  }

  private static ArchiveEntry entry(byte[] head, byte[] name, byte[] extra, EndRecord end)
      throws ArchiveFault {
    long size = LittleEndian.u32(head, 24);
    long packed = LittleEndian.u32(head, 20);
    long offset = LittleEndian.u32(head, 42);
    Wide wide = new Wide(extra);
    size = size == ALL_32 ? wide.next(size) : size;
    packed = packed == ALL_32 ? wide.next(packed) : packed;
    offset = offset == ALL_32 ? wide.next(offset) : offset;
    if (size < 0 || packed < 0 || offset < 0 || offset > end.start()) {
      throw damaged();
    }
    return new ArchiveEntry(
        path(name),
        offset + end.shift(),
        LOCAL_HEADER + name.length + extra.length,
        packed,
        size,
        LittleEndian.u32(head, 16),
        LittleEndian.u16(head, 10),
        LittleEndian.u16(head, 8));
  }

  /** A member's path. Many programs write UTF-8 and do not say so; some write backslashes. */
  static String path(byte[] name) {
    String path;
    try {
      path = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      path = new String(name, OLD_NAMES);
    }
    return path.replace('\\', '/');
  }

  private static void fill(InputStream in, byte[] bytes) throws IOException {
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("the directory ended early");
    }
  }

  private static ArchiveFault damaged() {
    return new ArchiveFault("its directory is damaged");
  }

  /** The numbers of a ZIP64 field (APPNOTE 4.5.3): those that did not fit, in order. */
  private static final class Wide {
    private final byte[] extra;
    private int at = -1;
    private int end;

    Wide(byte[] extra) {
      this.extra = extra;
      for (int field = 0; field + 4 <= extra.length; ) {
        int length = LittleEndian.u16(extra, field + 2);
        if (LittleEndian.u16(extra, field) == ZIP64_FIELD) {
          at = field + 4;
          end = Math.min(extra.length, at + length);
          return;
        }
        field += 4 + length;
      }
    }

    /** The next one; without a field the number stands as it is: exactly as large as that. */
    long next(long plain) throws ArchiveFault {
      if (at < 0) {
        return plain;
      }
      if (at + 8 > end) {
        throw damaged();
      }
      at += 8;
      return LittleEndian.i64(extra, at - 8);
    }
  }
}
