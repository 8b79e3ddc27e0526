package org.mosingest.transfer.archive;

import org.mosingest.core.row.Counted;

/**
 * What the end of an archive says of its directory (APPNOTE 4.3.14 to 4.3.16).
 *
 * @param start the directory's offset in the archive, in bytes
 * @param size the directory's length in bytes
 * @param entries how many entries it says to have
 * @param shift how many bytes stand before the archive proper: what a program that unpacks itself
 *     begins with. To be added to every offset that the directory gives
 */
record EndRecord(long start, long size, long entries, long shift) {

  /** An end record, the longest comment, and what ZIP64 has before it. */
  static final int LONGEST = 22 + 65_535 + 20 + 56;

  /** The longest directory that is read: two and a half million entries with long names. */
  static final long LARGEST_DIRECTORY = 256L << 20;

  private static final long END = 0x06054b50L;
  private static final long LOCATOR_64 = 0x07064b50L;
  private static final long END_64 = 0x06064b50L;
  private static final int END_LENGTH = 22;
  private static final int LOCATOR_LENGTH = 20;
  private static final int END_64_LENGTH = 56;
  private static final long ALL_32 = 0xffffffffL;
  private static final int ALL_16 = 0xffff;

  /**
   * Reads it.
   *
   * @param tail the archive's last bytes: {@link #LONGEST} of them, or all
   * @param total the archive's length
   * @throws ArchiveFault if it is no archive, or one that contradicts itself
   */
  static EndRecord of(byte[] tail, long total) throws ArchiveFault {
    int end = find(tail);
    long tailAt = total - tail.length;
    long size = LittleEndian.u32(tail, end + 12);
    long start = LittleEndian.u32(tail, end + 16);
    long entries = LittleEndian.u16(tail, end + 10);
    boolean one =
        LittleEndian.u16(tail, end + 4) == LittleEndian.u16(tail, end + 6)
            && LittleEndian.u16(tail, end + 8) == entries;
    int before = end;
    int locator = end - LOCATOR_LENGTH;
    if (locator >= 0 && LittleEndian.u32(tail, locator) == LOCATOR_64) {
      long at = LittleEndian.i64(tail, locator + 8) - tailAt;
      int wide = wide(tail, at, locator);
      before = wide;
      if (entries == ALL_16) {
        entries = LittleEndian.i64(tail, wide + 32);
      }
      size = size == ALL_32 ? LittleEndian.i64(tail, wide + 40) : size;
      start = start == ALL_32 ? LittleEndian.i64(tail, wide + 48) : start;
      one = LittleEndian.u32(tail, wide + 16) == LittleEndian.u32(tail, wide + 20);
    }
    if (!one) {
      throw new ArchiveFault("it is one of several volumes, which are not supported");
    }
    long shift = tailAt + before - (start + size);
    if (start < 0 || size < 0 || start > total || size > total || shift < 0) {
      throw new ArchiveFault("its end record points beyond the archive");
    }
    if (size > LARGEST_DIRECTORY) {
      throw new ArchiveFault(
          "its end record says that its directory has "
              + Counted.of(size, "byte")
              + "; at most "
              + LARGEST_DIRECTORY
              + " are supported");
    }
    if (entries < 0 || entries > size / DirectoryReader.LEAST_ENTRY) {
      throw new ArchiveFault(
          "its end record says that it has "
              + Long.toUnsignedString(entries)
              + Counted.word(entries, " member", " members")
              + " in a directory of "
              + Counted.of(size, "byte"));
    }
    return new EndRecord(start + shift, size, entries, shift);
  }

  /** Where it begins. An archive that can be read in two ways is not read at all. */
  private static int find(byte[] tail) throws ArchiveFault {
    int found = -1;
    for (int at = tail.length - END_LENGTH; at >= 0; at--) {
      if (tail[at] == 'P'
          && LittleEndian.u32(tail, at) == END
          && at + END_LENGTH + LittleEndian.u16(tail, at + 20) == tail.length) {
        if (found >= 0) {
          throw new ArchiveFault("it has two end records: its comment holds another");
        }
        found = at;
      }
    }
    if (found < 0) {
      throw new ArchiveFault("it is not a ZIP file: there is no end record");
    }
    return found;
  }

  private static int wide(byte[] tail, long at, int locator) throws ArchiveFault {
    if (at >= 0
        && at + END_64_LENGTH <= locator
        && LittleEndian.u32(tail, (int) at) == END_64
        && at + 12 + LittleEndian.i64(tail, (int) at + 4) == locator) {
      return (int) at;
    }
    // Moved by what stands before the archive.
    int usual = locator - END_64_LENGTH;
    if (usual >= 0 && LittleEndian.u32(tail, usual) == END_64) {
      return usual;
    }
    throw new ArchiveFault("its ZIP64 end record is not where it should be");
  }
}
