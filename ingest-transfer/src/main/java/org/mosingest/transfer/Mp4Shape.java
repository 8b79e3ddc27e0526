package org.mosingest.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.DiskFaults;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.ClipFault;

/**
 * Whether an MP4 file ends where its boxes do (ISO/IEC 14496-12 section 4.2). The only witness
 * where the transfer itself does not tell a whole body from one cut short.
 */
final class Mp4Shape {

  private static final int HEADER = 8;
  private static final int LARGE_HEADER = 16;

  /** A day in fragments has fewer; a gigabyte of empty boxes would be read in 134 million steps. */
  private static final int MOST_BOXES = 1 << 17;

  /** Boxes that hold the clip itself. */
  private static final Set<String> CONTENT = Set.of("moov", "mdat", "moof");

  /** The same where the clip is in fragments, each with boxes of its own before it. */
  private static final Set<String> FRAGMENT =
      Set.of("moov", "mdat", "moof", "styp", "sidx", "ssix", "emsg", "prft", "mfra");

  private Mp4Shape() {}

  /**
   * Walks the outermost boxes. Other containers pass, and so do files of more boxes than any video
   * has, and what has its whole index and pictures with something else behind them.
   *
   * @throws ClipFault if a box that holds the clip would end behind the file's end
   */
  static void checkWhole(Path file, long length)
      throws ClipFault, MachineFaultException, InterruptedException {
    if (DiskFaults.guard("read", file, () -> isCut(file, length))) {
      throw ClipFault.passing(
          Reason.of(
              ReasonWord.TRUNCATED,
              Counted.of(length, "byte") + ", and the last box of the MP4 is cut"));
    }
  }

  private static boolean isCut(Path file, long length) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer header = ByteBuffer.allocate(LARGE_HEADER);
      Set<String> whole = new HashSet<>();
      long at = 0;
      for (int boxes = 0; at < length && boxes < MOST_BOXES; boxes++) {
        header.clear();
        while (header.hasRemaining() && in.read(header, at + header.position()) >= 0) {}
        String type = new String(header.array(), 4, 4, ISO_8859_1);
        if (at == 0 && !type.equals("ftyp")) {
          return false;
        }
        if (header.position() < HEADER) {
          return !isComplete(whole) || whole.contains("moof");
        }
        long size = Integer.toUnsignedLong(header.getInt(0));
        if (size == 1 && header.position() == LARGE_HEADER) {
          size = header.getLong(HEADER);
        }
        if (size == 0) {
          // This box reaches to the end, wherever that is.
          return false;
        }
        if (size < HEADER || size > length - at) {
          return !isComplete(whole) || (whole.contains("moof") ? FRAGMENT : CONTENT).contains(type);
        }
        if (FRAGMENT.contains(type)) {
          whole.add(type);
        }
        at += size;
      }
      return false;
    }
  }

  /** Whether nothing is missing from pictures and index: what is behind them may be anything. */
  private static boolean isComplete(Set<String> whole) {
    return whole.contains("moov") && whole.contains("mdat");
  }
}
