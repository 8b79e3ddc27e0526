package org.mosingest.daemon.fetch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mosingest.transfer.archive.ArchiveMember;
import org.mosingest.transfer.archive.ArchiveStream;

/**
 * The members of one archive that wait to be fetched, in the order in which they lie in it, so that
 * neighbours come in one request. Safe for many threads.
 *
 * @param <T> what is to be done for a member
 */
final class MemberQueue<T> {

  /** Members are added to a request as long as it asks for no more than that. */
  private static final long LARGEST_REQUEST = 8L << 20;

  /** Bytes that nobody wants may be so much of a request: one in so many. */
  private static final int GAP_SHARE = 50;

  private record Waiting<T>(ArchiveMember member, T work) {}

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final TreeMap<Long, Waiting<T>> waiting = new TreeMap<>();

  /**
   * A member waits.
   *
   * @return whether it may be taken with its neighbours; false where another clip waits for the
   *     same member
   */
  boolean add(ArchiveMember member, T work) {
    synchronized (lock) {
      return waiting.putIfAbsent(member.offset(), new Waiting<>(member, work)) == null;
    }
  }

  /**
   * Takes a member and the neighbours that wait, too.
   *
   * @return what is to be done, in the archive's order; nothing where the member does not wait any
   *     more
   */
  List<T> take(ArchiveMember member) {
    synchronized (lock) {
      Waiting<T> first = waiting.remove(member.offset());
      if (first == null) {
        return List.of();
      }
      Deque<T> taken = new ArrayDeque<>();
      taken.add(first.work());
      long begin = member.offset();
      long end = member.end();
      long wanted = member.packed();
      for (Map.Entry<Long, Waiting<T>> next = waiting.higherEntry(begin);
          next != null && fits(next.getKey() - end, next.getValue(), wanted);
          next = waiting.higherEntry(next.getKey())) {
        ArchiveMember neighbour = next.getValue().member();
        taken.addLast(next.getValue().work());
        end = neighbour.end();
        wanted += neighbour.packed();
        waiting.remove(next.getKey());
      }
      for (Map.Entry<Long, Waiting<T>> before = waiting.lowerEntry(begin);
          before != null
              && fits(begin - before.getValue().member().end(), before.getValue(), wanted);
          before = waiting.lowerEntry(begin)) {
        ArchiveMember neighbour = before.getValue().member();
        taken.addFirst(before.getValue().work());
        begin = neighbour.offset();
        wanted += neighbour.packed();
        waiting.remove(before.getKey());
      }
      return List.copyOf(taken);
    }
  }

  private boolean fits(long gap, Waiting<T> neighbour, long wanted) {
    long all = wanted + neighbour.member().packed();
    return all <= LARGEST_REQUEST && gap <= Math.min(ArchiveStream.MOST_SKIPPED, all / GAP_SHARE);
  }
}
