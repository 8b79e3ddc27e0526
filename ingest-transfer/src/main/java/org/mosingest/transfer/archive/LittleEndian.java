package org.mosingest.transfer.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Numbers as the format has them: unsigned, the lowest byte first. */
final class LittleEndian {

  private LittleEndian() {}

  /** Two bytes. */
  static int u16(byte[] bytes, int at) {
    return Short.toUnsignedInt(buffer(bytes).getShort(at));
  }

  /** Four bytes. */
  static long u32(byte[] bytes, int at) {
    return Integer.toUnsignedLong(buffer(bytes).getInt(at));
  }

  /** Eight bytes; negative where no file could be so long. */
  static long i64(byte[] bytes, int at) {
    return buffer(bytes).getLong(at);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
