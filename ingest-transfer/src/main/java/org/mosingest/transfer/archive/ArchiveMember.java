package org.mosingest.transfer.archive;

import java.util.Optional;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;
import org.mosingest.transfer.http.Validator;
import org.mosingest.transfer.part.ByteCheck;
import org.mosingest.transfer.part.Packing;

/** A member of an archive that is a clip and can be read. Immutable. */
public final class ArchiveMember {

  /** What a local header has beside what the directory has: times, as a rule. */
  private static final int USUAL_EXTRA = 64;

  /** Up to so many bytes between two members are a header's and no gap. */
  private static final int SMALL_GAP = 512;

  private final ZipArchive archive;
  private final ArchiveEntry entry;
  private final long bound;

  /**
   * A member.
   *
   * @param bound where the next one begins, or the directory
   */
  ArchiveMember(ZipArchive archive, ArchiveEntry entry, long bound) {
    this.archive = archive;
    this.entry = entry;
    this.bound = bound;
  }

  /** The archive that it is in. */
  public ZipArchive archive() {
    return archive;
  }

  /** Where its header begins in the archive. */
  public long offset() {
    return entry.offset();
  }

  /**
   * Where it ends in the archive, as far as can be told without its header: what is asked for to
   * have all of it at once.
   */
  public long end() {
    long least = entry.offset() + entry.head() + entry.packed();
    return bound - least <= SMALL_GAP ? bound : Math.min(bound, least + USUAL_EXTRA);
  }

  /** Its length in the archive, in bytes. */
  public long packed() {
    return entry.packed();
  }

  /** Its length, in bytes. */
  public long size() {
    return entry.size();
  }

  /** What its unfinished download is called by. */
  public String key() {
    return archive.place().text() + "!/" + entry.path();
  }

  /** Its path in the archive, fit for a log line. */
  public String shown() {
    return entry.shown();
  }

  /** The version that its bytes belong to; empty if they cannot be continued. */
  public Optional<Validator> validator() {
    return archive.version().ofMember(entry.packed());
  }

  /** How it is packed; empty if it is stored as it is. */
  public Optional<Packing> packing() {
    return entry.isStored()
        ? Optional.empty()
        : Optional.of(new Deflated(entry.shown(), entry.size()));
  }

  /** What its bytes must be. */
  public ByteCheck check() {
    return new MemberCheck(entry);
  }

  /** Where its first byte is in the archive, or why there is none. */
  public sealed interface Begin {
    /** There. */
    record At(long offset) implements Begin {}

    /** It contradicts what the directory says. */
    record Damaged(Reason reason) implements Begin {}
  }

  /**
   * Reads its header.
   *
   * @param alone whether nothing behind the header will be read of this stream
   */
  public Begin begin(ArchiveStream stream, boolean alone, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    byte[] header = new byte[LocalHeader.LENGTH];
    long _ = stream.seek(entry.offset(), alone ? entry.offset() + entry.head() : end(), attempt);
    fill(stream, header, attempt);
    byte[] more = new byte[LocalHeader.more(header)];
    long first = entry.offset() + header.length + more.length;
    if (first + entry.packed() > bound) {
      return new Begin.Damaged(
          Reason.of(ReasonWord.ARCHIVE_DAMAGED, entry.shown() + " overlaps the next member"));
    }
    fill(stream, more, attempt);
    return LocalHeader.contradiction(header, more, entry)
        .<Begin>map(Begin.Damaged::new)
        .orElse(new Begin.At(first));
  }

  private void fill(ArchiveStream stream, byte[] bytes, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    for (int held = 0; held < bytes.length; ) {
      int n = stream.read(bytes, held, bytes.length - held);
      if (n < 0) {
        long _ = stream.seek(stream.position(), stream.position() + bytes.length - held, attempt);
      } else {
        held += n;
      }
    }
  }

  @Override
  public String toString() {
    return key();
  }
}
