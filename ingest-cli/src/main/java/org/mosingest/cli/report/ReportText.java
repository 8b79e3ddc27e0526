package org.mosingest.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalDouble;
import org.mosingest.core.content.Histogram;
import org.mosingest.core.row.ByteFormat;
import org.mosingest.core.row.Counted;

/** Numbers as a reader wants them. */
final class ReportText {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT);
  private static final double MB = 1e6;

  private ReportText() {}

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** A number with what it counts, of one and of several. */
  static String count(long count, String one, String several) {
    return count(count) + " " + Counted.word(count, one, several);
  }

  /** A share from 0 to 1 in percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  static String percent(long part, long whole) {
    return whole == 0 ? "–" : percent((double) part / whole);
  }

  /** A number with two decimals; a dash where there is none. */
  static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : "–";
  }

  static String probability(OptionalDouble p) {
    if (p.isEmpty()) {
      return "not tested";
    }
    return p.getAsDouble() < 0.001
        ? "p < 0.001"
        : String.format(Locale.ROOT, "p = %.3f", p.getAsDouble());
  }

  static String instant(Instant at) {
    return MINUTE.format(at.atOffset(ZoneOffset.UTC));
  }

  /** Bytes in powers of 1000; a dash where there is no number. */
  static String bytes(double bytes) {
    return Double.isFinite(bytes) ? ByteFormat.TENTHS.of(bytes) : "–";
  }

  /** A span of values: {@code 1.2–1.4}, {@code below 1}, {@code 5 and more}. */
  static String span(double from, double to) {
    if (from == Double.NEGATIVE_INFINITY) {
      return "below " + plain(to);
    }
    return to == Double.POSITIVE_INFINITY
        ? plain(from) + " and more"
        : plain(from) + "–" + plain(to);
  }

  static String span(Histogram.Bin bin) {
    return span(bin.from(), bin.to());
  }

  /** A span of sizes in megabytes. */
  static String megabytes(Histogram.Bin bin) {
    return span(bin.from() / MB, bin.to() / MB) + " MB";
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value).replaceFirst("0$", "");
  }
}
