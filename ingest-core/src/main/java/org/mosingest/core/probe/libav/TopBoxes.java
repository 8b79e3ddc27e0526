package org.mosingest.core.probe.libav;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The outermost boxes of an MP4 or MOV file, which tell one that is written in one piece from one
 * in fragments: the demuxer does not. Format: ISO 14496-12, "Object Structure".
 */
final class TopBoxes {

  private static final int FTYP = 0x66747970;
  private static final int FREE = 0x66726565;
  private static final int SKIP = 0x736b6970;
  private static final int WIDE = 0x77696465;
  private static final int MDAT = 0x6d646174;
  private static final int MOOV = 0x6d6f6f76;
  private static final int UUID = 0x75756964;
  private static final int META = 0x6d657461;
  private static final int UDTA = 0x75647461;

  /** A file with more of them is an odd one. */
  private static final int MOST = 64;

  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  private final MemorySegment buffer = Arena.global().allocate(LONG_HEADER);

  /**
   * Whether the file consists of boxes from start to end, all of them complete, and none is a
   * fragment or its index.
   */
  boolean areWhole(MemorySegment io) {
    long end = FormatCalls.ioSize(io);
    long at = 0;
    for (int i = 0; i < MOST && at < end; i++) {
      if (FormatCalls.ioSeek(io, at) < 0) {
        return false;
      }
      int read = FormatCalls.ioRead(io, buffer, LONG_HEADER);
      if (read < HEADER) {
        return false;
      }
      ByteBuffer header = ByteBuffer.wrap(buffer.toArray(JAVA_BYTE));
      long size = Integer.toUnsignedLong(header.getInt());
      if (!isPlain(header.getInt())) {
        return false;
      }
      if (size == 0) {
        return true;
      }
      if (size == 1) {
        size = read < LONG_HEADER ? 0 : header.getLong();
      }
      if (size < HEADER || size > end - at) {
        return false;
      }
      at += size;
    }
    return at == end;
  }

  private static boolean isPlain(int type) {
    return switch (type) {
      case FTYP, FREE, SKIP, WIDE, MDAT, MOOV, UUID, META, UDTA -> true;
      default -> false;
    };
  }
}
