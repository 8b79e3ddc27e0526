package org.mosingest.transfer.part;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.mosingest.core.row.ClipContent;
import org.mosingest.core.row.Sha256;

/**
 * The bytes that have passed so far, from the first on: how many, their hash, and what a check has
 * seen of them. Used by one thread at a time.
 */
final class PassedBytes {

  private static final int BUFFER = 64 << 10;

  private final ByteCheck check;
  private MessageDigest digest = Sha256.newDigest();
  private long length;

  /** None yet. */
  PassedBytes(ByteCheck check) {
    this.check = check;
    check.restart();
  }

  /** How many. */
  long length() {
    return length;
  }

  /** None any more. */
  void forget() {
    digest = Sha256.newDigest();
    length = 0;
    check.restart();
  }

  /** The next ones. */
  void pass(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
    check.pass(bytes, count);
    length += count;
  }

  /** Those of a file, to its end, instead of all before: of an interrupted reading none stay. */
  void read(Path file) throws IOException {
    forget();
    boolean whole = false;
    try (FileChannel in = FileChannel.open(file, READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (in.read(buffer.clear()) >= 0) {
        pass(buffer.array(), buffer.position());
      }
      whole = true;
    } finally {
      if (!whole) {
        forget();
      }
    }
  }

  /** What they are, if no more come. */
  CommitOutcome asClip() {
    ClipContent content = new ClipContent(Sha256.finish(copied()), length);
    return check
        .refusal(content)
        .<CommitOutcome>map(CommitOutcome.Refused::new)
        .orElseGet(() -> new CommitOutcome.Committed(content));
  }

  /** More may come: a disk that failed may be asked once more. */
  private MessageDigest copied() {
    try {
      return (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new LinkageError("SHA-256 of every Java platform can be copied", e);
    }
  }
}
