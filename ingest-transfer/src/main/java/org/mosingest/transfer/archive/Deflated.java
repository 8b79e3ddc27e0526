package org.mosingest.transfer.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;
import org.mosingest.transfer.part.Packing;

/**
 * A deflated member (RFC 1951). No more is unpacked than the directory says it has: what grows
 * beyond that is a bomb.
 *
 * @param shown the member's path
 * @param size its length unpacked, in bytes
 */
record Deflated(String shown, long size) implements Packing {

  private static final int BUFFER = 64 << 10;

  @Override
  public Optional<Reason> unpack(InputStream packed, Sink clip) throws IOException {
    byte[] in = new byte[BUFFER];
    byte[] out = new byte[BUFFER];
    long left = size;
    try (Inflater inflater = new Inflater(true)) {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int n = packed.read(in);
          if (n < 0) {
            return damaged("is incomplete");
          }
          inflater.setInput(in, 0, n);
        }
        int n = inflater.inflate(out);
        if (n > left) {
          return damaged(
              "has more than the " + Counted.of(size, "byte") + " that the archive says");
        }
        if (n == 0 && inflater.needsDictionary()) {
          return damaged("cannot be unpacked");
        }
        clip.take(out, n);
        left -= n;
      }
      if (left > 0) {
        return damaged("has " + Counted.of(size - left, "byte") + ", not " + size);
      }
      return inflater.getRemaining() > 0 || packed.read() >= 0
          ? damaged("has data after its end")
          : Optional.empty();
    } catch (DataFormatException e) {
      return damaged("cannot be unpacked");
    }
  }

  private Optional<Reason> damaged(String how) {
    return Optional.of(Reason.of(ReasonWord.ARCHIVE_DAMAGED, shown + " " + how));
  }
}
