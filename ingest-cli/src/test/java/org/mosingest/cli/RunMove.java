package org.mosingest.cli;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What users ask of a run that neither ends by itself nor waits for its turn, and the model of what
 * the service may answer: where a run stands, and where each request leads from there.
 */
enum RunMove {
  PAUSE,
  RESUME,
  CANCEL,
  RETRY;

  /** Where such a run stands. */
  enum Standing {
    UNDER_WAY,
    STILL,
    OVER;

    /** What the API calls it. */
    boolean isCalled(String word) {
      return switch (this) {
        case UNDER_WAY -> word.equals("running") || word.equals("queued");
        case STILL -> word.equals("paused");
        case OVER -> word.equals("cancelled");
      };
    }
  }

  /** Where it leads; empty if it is refused and changes nothing. */
  Optional<Standing> from(Standing before) {
    return switch (this) {
      case PAUSE -> before == Standing.UNDER_WAY ? Optional.of(Standing.STILL) : Optional.empty();
      case RESUME -> before == Standing.STILL ? Optional.of(Standing.UNDER_WAY) : Optional.empty();
      case CANCEL -> before == Standing.OVER ? Optional.empty() : Optional.of(Standing.OVER);
      case RETRY -> before == Standing.OVER ? Optional.of(Standing.UNDER_WAY) : Optional.empty();
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * A request and its answer, by a clock that only goes forward.
   *
   * @param asked when it was sent
   * @param answered when its answer was there
   * @param taken whether it was done; else it was refused
   */
  record Done(RunMove move, long asked, long answered, boolean taken) {}

  /**
   * Where the run may stand after requests of many clients, if each took effect at one moment
   * between its being asked and answered; empty if no order of them explains the answers.
   */
  static Set<Standing> explained(List<Done> all, Standing before) {
    Set<Standing> ends = new HashSet<>();
    explain(all, new BitSet(), before, new HashSet<>(), ends);
    return ends;
  }

  /** What has taken effect, and where the run stood then. */
  private record Point(BitSet effective, Standing standing) {}

  private static void explain(
      List<Done> all, BitSet effective, Standing now, Set<Point> seen, Set<Standing> ends) {
    if (!seen.add(new Point(effective, now))) {
      return;
    }
    if (effective.cardinality() == all.size()) {
      ends.add(now);
      return;
    }
    long firstAnswer = Long.MAX_VALUE;
    for (int i = effective.nextClearBit(0); i < all.size(); i = effective.nextClearBit(i + 1)) {
      firstAnswer = Math.min(firstAnswer, all.get(i).answered());
    }
    List<Integer> taken = new ArrayList<>();
    for (int i = effective.nextClearBit(0); i < all.size(); i = effective.nextClearBit(i + 1)) {
      Done next = all.get(i);
      if (next.asked() <= firstAnswer && next.move().from(now).isPresent() == next.taken()) {
        if (!next.taken()) {
          // It changes nothing: where it can be next, it may as well be.
          BitSet one = (BitSet) effective.clone();
          one.set(i);
          explain(all, one, now, seen, ends);
          return;
        }
        taken.add(i);
      }
    }
    for (int i : taken) {
      BitSet one = (BitSet) effective.clone();
      one.set(i);
      explain(all, one, all.get(i).move().from(now).orElseThrow(), seen, ends);
    }
  }
}
