package org.mosingest.daemon.verify;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.atomic.LongAdder;
import org.mosingest.core.row.Clip;
import org.mosingest.daemon.verify.Discrepancy.Kind;

/** Collects what a verification finds. Safe for many threads. */
final class Discrepancies {

  @GuardedBy("this")
  private final DiscrepancyList found = new DiscrepancyList();

  private final LongAdder known = new LongAdder();
  private final LongAdder same = new LongAdder();

  /** What was found of a row's clip. */
  void row(Clip clip, long line, ClipVerdict verdict) {
    switch (verdict) {
      case ClipVerdict.Known() -> known.increment();
      case ClipVerdict.Same() -> same.increment();
      case ClipVerdict.Other(String why) -> add(Kind.CHANGED, clip, line, why);
      case ClipVerdict.Absent(String why) -> add(Kind.MISSING, clip, line, why);
      case ClipVerdict.Unreadable(String why) -> add(Kind.UNREADABLE, clip, line, why);
    }
  }

  /** Something of a clip. */
  void add(Kind kind, Clip clip, long line, String why) {
    put(new Discrepancy(kind, clip.progressKey(), clip.pathBelowCorpus(), line, why));
  }

  /** A line that is of no clip. */
  void malformed(long line, String why) {
    put(new Discrepancy(Kind.MALFORMED, "", "", line, why));
  }

  /** A file that no row names. */
  void extra(String name, String path, String why) {
    put(new Discrepancy(Kind.EXTRA, name, path, 0, why));
  }

  /** Rows that are right, and whose clip was not opened. */
  long known() {
    return known.sum();
  }

  /** Rows that are right. */
  long ok() {
    return known.sum() + same.sum();
  }

  private synchronized void put(Discrepancy one) {
    found.put(one);
  }

  /** All of them, by line, then by path. Nothing may be added afterwards. */
  synchronized DiscrepancyList all() {
    found.sort();
    return found;
  }
}
