package org.mosingest.core.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Five parts of equal size, or fewer where many values are the same. A part's upper end lies within
 * it, its lower end in the part before.
 *
 * @param least the least value of all
 * @param upper the greatest value of each part, rising
 */
record Quintiles(double least, List<Double> upper) {

  private static final int PARTS = 5;

  Quintiles {
    upper = List.copyOf(upper);
  }

  /** The parts of these values, which are sorted meanwhile. */
  static Quintiles of(double[] values) {
    Arrays.sort(values);
    Set<Double> upper = new LinkedHashSet<>();
    for (int part = 1; part <= PARTS && values.length > 0; part++) {
      upper.add(values[(int) Math.ceil((double) values.length * part / PARTS) - 1]);
    }
    return new Quintiles(values.length == 0 ? 0 : values[0], List.copyOf(upper));
  }

  /** The parts in rising order. */
  List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < upper.size(); i++) {
      labels.add(label(i));
    }
    return labels;
  }

  /** The part that a value lies in. */
  String label(double value) {
    int part = 0;
    while (part < upper.size() - 1 && value > upper.get(part)) {
      part++;
    }
    return label(part);
  }

  private String label(int part) {
    return String.format(
        Locale.ROOT, "%.2f–%.2f", part == 0 ? least : upper.get(part - 1), upper.get(part));
  }
}
