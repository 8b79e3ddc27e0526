package org.mosingest.daemon.verify;

import java.util.Locale;
import java.util.PriorityQueue;
import org.mosingest.core.row.Sha256;
import org.mosingest.core.row.Text;

/**
 * Which rows are held against their clips. The draw depends on a row's hash and the seed alone: the
 * same rows are drawn wherever they stand and whatever other rows there are, a larger share holds
 * the smaller one, and another seed draws others.
 */
public sealed interface RowSample {

  /** Every row. */
  record All() implements RowSample {}

  /**
   * A share of the rows.
   *
   * @param share above 0, at most 1
   * @param seed of the draw
   */
  record Share(double share, long seed) implements RowSample {}

  /**
   * A number of rows; all where there are fewer.
   *
   * @param rows at least 1
   * @param seed of the draw
   */
  record Count(int rows, long seed) implements RowSample {}

  /**
   * A sample as it is written on a command line: {@code 500} or {@code 2.5%}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static RowSample parse(String text, long seed) {
    String plain = text.strip().toLowerCase(Locale.ROOT);
    try {
      if (plain.endsWith("%")) {
        double percent = Double.parseDouble(plain.substring(0, plain.length() - 1));
        if (percent > 0 && percent <= 100) {
          return new Share(percent / 100, seed);
        }
      } else if (Integer.parseInt(plain) > 0) {
        return new Count(Integer.parseInt(plain), seed);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "a sample is a number of rows, such as 500, or a percentage, such as 2%, not '"
            + Text.printable(text)
            + "'");
  }

  /**
   * A row's place in the draw: evenly spread, since hashes are.
   *
   * @return from the least to the greatest long
   */
  static long place(Sha256 sha256, long seed) {
    return mixed(sha256.a() ^ mixed(seed));
  }

  /** The finishing step of SplitMix64: close numbers become far ones. */
  private static long mixed(long seed) {
    long z = seed + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Finds out up to which place rows are drawn: those at the front. Not thread-safe. */
  final class Front {
    private final int size;
    private final PriorityQueue<Long> places = new PriorityQueue<>((a, b) -> Long.compare(b, a));

    Front(int size) {
      this.size = size;
    }

    void add(long place) {
      if (places.size() < size) {
        places.add(place);
      } else if (place < places.element()) {
        places.remove();
        places.add(place);
      }
    }

    /** The last place that is drawn. */
    long last() {
      return places.size() < size ? Long.MAX_VALUE : places.element();
    }
  }
}
