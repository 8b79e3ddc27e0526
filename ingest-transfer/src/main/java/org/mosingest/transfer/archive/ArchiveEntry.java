package org.mosingest.transfer.archive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;
import org.mosingest.core.row.Text;

/**
 * A member as the directory tells of it (APPNOTE 4.3.12).
 *
 * @param path its path, with {@code /} between segments
 * @param offset where its local header begins
 * @param head the least length of what stands before its bytes: its local header with the name, and
 *     what the directory has as extra fields
 * @param packed its length in the archive, in bytes
 * @param size its length unpacked, in bytes
 * @param crc the CRC-32 of its bytes unpacked
 * @param method how it is packed: 0 or 8, or what is not read
 * @param flags general purpose bits
 */
record ArchiveEntry(
    String path, long offset, int head, long packed, long size, long crc, int method, int flags) {

  static final int STORED = 0;
  static final int DEFLATED = 8;
  private static final int AES = 99;
  private static final int ENCRYPTED = 1;
  private static final int STRONGLY_ENCRYPTED = 1 << 6;

  /** Whether its path ends with these segments. */
  boolean endsWith(String segments) {
    return path.endsWith(segments)
        && (path.length() == segments.length()
            || path.charAt(path.length() - segments.length() - 1) == '/');
  }

  /** Whether its path would lead out of a folder that it is unpacked into. */
  boolean climbs() {
    List<String> segments = Arrays.asList(path.split("/", -1));
    return path.startsWith("/")
        || segments.contains("..")
        || segments.getFirst().endsWith(":")
        || path.codePoints().anyMatch(Character::isISOControl);
  }

  /** Whether it is stored as it is. */
  boolean isStored() {
    return method == STORED;
  }

  /** Why it cannot be read whatever its bytes are; empty if it can. */
  Optional<Reason> unreadable() {
    if ((flags & (ENCRYPTED | STRONGLY_ENCRYPTED)) != 0 || method == AES) {
      return Optional.of(Reason.of(ReasonWord.ARCHIVE_ENCRYPTED, shown()));
    }
    if (method != STORED && method != DEFLATED) {
      return Optional.of(
          Reason.of(
              ReasonWord.ARCHIVE_METHOD,
              shown()
                  + " uses compression method "
                  + method
                  + "; only stored and deflated are supported"));
    }
    if (isStored() && packed != size) {
      return Optional.of(
          Reason.of(
              ReasonWord.ARCHIVE_DAMAGED,
              shown()
                  + " is stored and has "
                  + Counted.of(packed, "byte")
                  + " packed, "
                  + size
                  + " unpacked"));
    }
    return size == 0 ? Optional.of(Reason.of(ReasonWord.EMPTY_BODY, shown())) : Optional.empty();
  }

  /** Its path, fit for a log line. */
  String shown() {
    return Text.printable(path);
  }
}
