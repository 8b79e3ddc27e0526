package org.mosingest.daemon.doctor;

import java.util.Locale;

/** Amounts in words. */
final class Sizes {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private Sizes() {}

  /** Bytes in powers of 1000, with a tenth: {@code 182.4 GB}. */
  static String bytes(long bytes) {
    double value = Math.max(0, bytes);
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
