package org.mosingest.transfer.archive;

import org.jspecify.annotations.Nullable;
import org.mosingest.core.failures.Reason;
import org.mosingest.core.failures.ReasonWord;
import org.mosingest.core.row.Counted;
import org.mosingest.core.state.MachineFaultException;
import org.mosingest.transfer.attempt.AttemptState;
import org.mosingest.transfer.attempt.ClipFault;

/**
 * An archive's bytes from a member to a later one in one request, so that neighbours do not cost a
 * request each: they are read in the order in which they lie. Where the next bytes that are wanted
 * are not those that come next, they are asked for anew. Used by one thread; to be closed.
 */
public final class ArchiveStream implements AutoCloseable {

  /** Fewer bytes are read and thrown away rather than asked around. */
  public static final int MOST_SKIPPED = 64 << 10;

  private final ArchiveBytes source;
  private final long planned;
  private final int clips;
  private final byte[] buffer = new byte[MOST_SKIPPED];
  private ArchiveBytes.@Nullable Span open;
  private int at;
  private int filled;

  /** The offset of the next byte that {@link #read} gives. */
  private long position;

  private long end;

  /**
   * A stream that asks for nothing yet.
   *
   * @param planned where the last byte that will be read ends
   * @param clips how many clips it feeds: so much longer may it take
   */
  ArchiveStream(ArchiveBytes source, long planned, int clips) {
    this.source = source;
    this.planned = planned;
    this.clips = clips;
  }

  /**
   * Makes the next byte read the one at {@code offset}.
   *
   * @param to how far it is to be possible to read
   * @return how many bytes came and were thrown away
   */
  public long seek(long offset, long to, AttemptState attempt)
      throws ClipFault, InterruptedException, MachineFaultException {
    long gap = offset - position;
    if (open == null || gap < 0 || gap > MOST_SKIPPED || end < to) {
      close();
      long until = Math.max(to, planned);
      open = source.open(offset, until, attempt.ofSeveral(clips));
      position = offset;
      end = until;
      return 0;
    }
    attempt.reached();
    for (long left = gap; left > 0; ) {
      fill();
      int some = (int) Math.min(left, filled - at);
      at += some;
      position += some;
      left -= some;
    }
    return gap;
  }

  /**
   * Reads the next bytes.
   *
   * @param most how many at most, above 0
   * @return how many; -1 where what was asked for ends
   */
  public int read(byte[] into, int from, int most)
      throws ClipFault, InterruptedException, MachineFaultException {
    if (position == end) {
      return -1;
    }
    fill();
    int some = Math.min(most, filled - at);
    System.arraycopy(buffer, at, into, from, some);
    at += some;
    position += some;
    return some;
  }

  /** Makes sure that there is a byte in the buffer. */
  private void fill() throws ClipFault, InterruptedException, MachineFaultException {
    if (at < filled) {
      return;
    }
    ArchiveBytes.@Nullable Span now = open;
    if (now == null) {
      throw new IllegalStateException("nothing was asked for");
    }
    boolean came = false;
    try {
      at = 0;
      filled = now.read(buffer, 0);
      if (filled <= 0) {
        throw ClipFault.passing(
            Reason.of(
                ReasonWord.TRUNCATED,
                Counted.of(
                    end - position,
                    "byte of the range is missing",
                    "bytes of the range are missing")));
      }
      came = true;
    } finally {
      if (!came) {
        close();
      }
    }
  }

  /** The offset of the next byte. */
  long position() {
    return position;
  }

  /** Whether the connection has not broken: the next clip's bytes may come from it too. */
  public boolean isOpen() {
    return open != null;
  }

  @Override
  public void close() {
    ArchiveBytes.@Nullable Span last = open;
    open = null;
    at = 0;
    filled = 0;
    position = 0;
    end = 0;
    if (last != null) {
      last.close();
    }
  }
}
