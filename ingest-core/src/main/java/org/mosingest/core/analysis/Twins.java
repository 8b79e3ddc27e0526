package org.mosingest.core.analysis;

import java.util.ArrayList;
import java.util.List;
import org.mosingest.core.row.Text;

/**
 * Labels of which one only reached the output, since their clips are the same.
 *
 * @param equal how many carried the same MOS as the one that did
 * @param different how many carried another
 * @param meanDifference of these, how far from it in the mean, on the corpus's scale; 0 if there
 *     are none
 * @param first the first few
 */
public record Twins(int equal, int different, double meanDifference, List<Pair> first) {

  public Twins {
    first = List.copyOf(first);
  }

  /**
   * Two labels of one clip.
   *
   * @param kept the name in the output; empty if it stands for a row of another manifest
   * @param keptMos its MOS there; NaN with it
   * @param dropped the name that has no row
   * @param droppedMos its MOS
   */
  public record Pair(String kept, double keptMos, String dropped, double droppedMos) {}

  /** Collects pairs. Not thread-safe. */
  static final class Counter {
    private static final int NAMED = 10;
    private final List<Pair> first = new ArrayList<>();
    private int equal;
    private int different;
    private double differences;

    void add(String kept, double keptMos, String dropped, double droppedMos) {
      if (keptMos == droppedMos) {
        equal++;
      } else {
        different++;
        differences += Double.isNaN(keptMos) ? 0 : Math.abs(keptMos - droppedMos);
        if (first.size() < NAMED) {
          // Those that agree teach nobody anything.
          first.add(new Pair(Text.printable(kept), keptMos, Text.printable(dropped), droppedMos));
        }
      }
    }

    Twins twins() {
      return new Twins(equal, different, different == 0 ? 0 : differences / different, first);
    }
  }
}
