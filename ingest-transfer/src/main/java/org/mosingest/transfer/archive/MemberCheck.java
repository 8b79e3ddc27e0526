package org.mosingest.transfer.archive;

import java.util.Optional;
import java.util.zip.CRC32;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Counted;
import org.mosingest.transfer.part.ByteCheck;

/** Whether a member's bytes have the length and the CRC-32 that the archive says. */
final class MemberCheck implements ByteCheck {

  private final ArchiveEntry entry;
  private final CRC32 crc = new CRC32();

  MemberCheck(ArchiveEntry entry) {
    this.entry = entry;
  }

  @Override
  public void restart() {
    crc.reset();
  }

  @Override
  public void pass(byte[] bytes, int count) {
    crc.update(bytes, 0, count);
  }

  @Override
  public Optional<Reason> refusal(ClipContent content) {
    if (content.sizeBytes() != entry.size()) {
      return Optional.of(
          Reason.of(
              ReasonWord.ARCHIVE_DAMAGED,
              entry.shown()
                  + " has "
                  + Counted.of(content.sizeBytes(), "byte")
                  + ", not "
                  + entry.size()));
    }
    return crc.getValue() == entry.crc()
        ? Optional.empty()
        : Optional.of(
            Reason.of(
                ReasonWord.ARCHIVE_CRC,
                "%s has the CRC-32 %08x, the archive says %08x"
                    .formatted(entry.shown(), crc.getValue(), entry.crc())));
  }
}
