package org.mosingest.transfer.part;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.mosingest.core.failures.Reason;

/** A packed part's clip, in a file beside it until it has its own name. */
final class UnpackedFile {

  private UnpackedFile() {}

  /**
   * Unpacks a part into a file, and syncs it.
   *
   * @return what its bytes are; the file is there only if they are the clip's
   * @throws IOException if a file cannot be read or written; the unpacked one is gone then
   */
  static CommitOutcome write(Path part, Path to, Packing packing, ByteCheck check)
      throws IOException {
    boolean good = false;
    try (FileChannel out = FileChannel.open(to, CREATE, WRITE, TRUNCATE_EXISTING);
        InputStream in = Files.newInputStream(part)) {
      PassedBytes passed = new PassedBytes(check);
      Optional<Reason> fault =
          packing.unpack(
              in,
              (bytes, count) -> {
                ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
                while (rest.hasRemaining()) {
                  out.write(rest);
                }
                passed.pass(bytes, count);
              });
      if (fault.isPresent()) {
        return new CommitOutcome.Refused(fault.get());
      }
      CommitOutcome outcome = passed.asClip();
      if (outcome instanceof CommitOutcome.Committed) {
        out.force(true);
        good = true;
      }
      return outcome;
    } finally {
      if (!good) {
        Files.deleteIfExists(to);
      }
    }
  }
}
