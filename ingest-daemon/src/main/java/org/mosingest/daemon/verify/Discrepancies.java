package org.mosingest.daemon.verify;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.mosingest.core.row.Clip;
import org.mosingest.daemon.verify.Discrepancy.Kind;

/** Collects what a verification finds. Safe for many threads. */
final class Discrepancies {

  private final Collection<Discrepancy> found = new ConcurrentLinkedQueue<>();
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
    found.add(new Discrepancy(kind, clip.progressKey(), clip.pathBelowCorpus(), line, why));
  }

  /** A line that is of no clip. */
  void malformed(long line, String why) {
    found.add(new Discrepancy(Kind.MALFORMED, "", "", line, why));
  }

  /** A file that no row names. */
  void extra(String name, String path, String why) {
    found.add(new Discrepancy(Kind.EXTRA, name, path, 0, why));
  }

  /** Rows that are right, and whose clip was not opened. */
  long known() {
    return known.sum();
  }

  /** Rows that are right. */
  long ok() {
    return known.sum() + same.sum();
  }

  List<Discrepancy> all() {
    return List.copyOf(found);
  }
}
