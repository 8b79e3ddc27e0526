package org.mosingest.core.row;

import java.util.Locale;

/** Numbers of bytes as people read them, in powers of 1000 (SI units); the same in every locale. */
public enum ByteFormat {
  /** Three digits at most from 100 on: {@code 1.4 GB}, {@code 182 GB}. */
  BRIEF(999.5) {
    @Override
    int decimals(int unit, double value) {
      return unit == 0 || value >= 99.95 ? 0 : 1;
    }
  },
  /** With a tenth: {@code 182.4 GB}. */
  TENTHS(999.95) {
    @Override
    int decimals(int unit, double value) {
      return unit == 0 ? 0 : 1;
    }
  },
  /** With a tenth, and a hundredth from a megabyte on: {@code 4.46 MB}. */
  HUNDREDTHS(999.95) {
    @Override
    int decimals(int unit, double value) {
      return Math.min(unit, 2);
    }
  };

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  /** What rounds up to 1000 belongs to the next unit. */
  private final double nextUnitFrom;

  ByteFormat(double nextUnitFrom) {
    this.nextUnitFrom = nextUnitFrom;
  }

  abstract int decimals(int unit, double value);

  /**
   * A number of bytes with its unit.
   *
   * @param bytes finite; below 0 is told as 0
   */
  public String of(double bytes) {
    double value = Math.max(0, bytes);
    int unit = 0;
    while (value >= nextUnitFrom && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%." + decimals(unit, value) + "f %s", value, UNITS[unit]);
  }

  /** A number of bytes with its unit. */
  public String of(long bytes) {
    return of((double) bytes);
  }
}
