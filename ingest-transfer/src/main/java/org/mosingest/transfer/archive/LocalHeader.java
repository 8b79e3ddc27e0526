package org.mosingest.transfer.archive;

import java.util.Arrays;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;

/**
 * What stands before a member's bytes (APPNOTE 4.3.7). It says again what the directory says, and
 * is not believed where the two differ.
 */
final class LocalHeader {

  /** Without name and extra fields. */
  static final int LENGTH = 30;

  private static final long HEADER = 0x04034b50L;
  private static final int LENGTHS_FOLLOW = 1 << 3;
  private static final long ALL_32 = 0xffffffffL;

  private LocalHeader() {}

  /** How many bytes of name and extra fields follow. */
  static int more(byte[] header) {
    return LittleEndian.u16(header, 26) + LittleEndian.u16(header, 28);
  }

  /**
   * Whether it contradicts the directory.
   *
   * @param header its first {@link #LENGTH} bytes
   * @param more the bytes that follow: name and extra fields
   * @return why; empty if it does not
   */
  static Optional<Reason> contradiction(byte[] header, byte[] more, ArchiveEntry entry) {
    if (LittleEndian.u32(header, 0) != HEADER) {
      return damaged(entry, "does not begin where the directory says");
    }
    byte[] name = Arrays.copyOf(more, LittleEndian.u16(header, 26));
    if (!DirectoryReader.path(name).equals(entry.path())) {
      return damaged(entry, "has another name in its own header");
    }
    int flags = LittleEndian.u16(header, 6);
    if (LittleEndian.u16(header, 8) != entry.method() || ((flags ^ entry.flags()) & 1) != 0) {
      return damaged(entry, "has another compression method in its own header");
    }
    long packed = LittleEndian.u32(header, 18);
    long size = LittleEndian.u32(header, 22);
    boolean told = (flags & LENGTHS_FOLLOW) == 0;
    if (told
        && ((packed != ALL_32 && packed != entry.packed())
            || (size != ALL_32 && size != entry.size()))) {
      return damaged(entry, "has another length in its own header");
    }
    return Optional.empty();
  }

  private static Optional<Reason> damaged(ArchiveEntry entry, String how) {
    return Optional.of(Reason.of(ReasonWord.ARCHIVE_DAMAGED, entry.shown() + " " + how));
  }
}
